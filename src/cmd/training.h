/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_CMD_TRAINING_H
#define KS_CMD_TRAINING_H
/*
 * A casebook to practise in: invented families, their routes and handovers
 * over a year. Everything is done by the commands that people use, one after
 * the other, on the days of that year; so what a training book holds could
 * all have been typed, and every rule held.
 */
#include "ks/cmd/cmd.h"

/* Fills a fresh book, marked as one for training. The same seed gives the same families. */
enum ks_status ks_training_fill(struct ks_ctx *ctx, int families, int seed);

#endif
