/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef KS_OUTPUT_FHIR_H
#define KS_OUTPUT_FHIR_H
/* One handover as a FHIR R4 Bundle (engine/fhir.h says in which shape). */
#include "ks/engine/parcel.h"
#include "ks/output/out.h"

/* Adds the bundle to the answer under construction. */
void ks_write_fhir(struct ks_out *out, const struct ks_parcel *parcel);

#endif
