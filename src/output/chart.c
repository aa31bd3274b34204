/* SPDX-License-Identifier: EUPL-1.2 */
/* Bars and columns as SVG. */
#include "chart.h"

#include "html.h"
#include "ks/base/arena.h"

#define WIDE 1000	/* of a bar, whatever its place is */
#define HIGH 10

struct ks_scale ks_scale_for(int most)
{
	static const int steps[] = { 1, 2, 5 };
	struct ks_scale scale = { 1, 1 };

	for (int power = 1, i = 0; (most + scale.step - 1) / scale.step > 4;) {
		i++;
		if (i == 3) {
			i = 0;
			power *= 10;
		}
		scale.step = steps[i] * power;
	}
	if (most > 0)
		scale.top = (most + scale.step - 1) / scale.step * scale.step;
	return scale;
}

/* ---- bars ------------------------------------------------------------------------ */

static int part_of(int value, int top)
{
	if (value <= 0 || top <= 0)
		return 0;
	return (int)((long long)(value < top ? value : top) * WIDE / top);
}

static void put_rect(struct ks_buf *buf, const char *class, int wide)
{
	if (wide > 0)
		ks_buf_addf(buf, "<rect class=\"%s\" width=\"%d\" height=\"%d\"/>", class, wide, HIGH);
}

/* Stripes are the dashes of one thick line. */
static void put_hidden(struct ks_buf *buf, struct ks_number number, int top, int small_cell)
{
	bool is_small = number.shown[0] == '<';

	ks_buf_addf(buf, "<line class=\"%s\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>",
		    is_small ? "small" : "held", is_small ? part_of(small_cell - 1, top) : WIDE / 8,
		    HIGH / 2, HIGH / 2);
}

void ks_chart_bar(struct ks_out *out, struct ks_number number, int track, int top, int small_cell)
{
	ks_buf_addf(&out->text,
		    "<svg class=\"bar\" aria-hidden=\"true\" viewBox=\"0 0 %d %d\" "
		    "preserveAspectRatio=\"none\">",
		    WIDE, HIGH);
	put_rect(&out->text, "track", part_of(track, top));
	if (number.value < 0)
		put_hidden(&out->text, number, top, small_cell);
	else
		put_rect(&out->text, "fill", part_of(number.value, top));
	ks_buf_add(&out->text, "</svg>");
}

/* ---- columns ----------------------------------------------------------------------- */

#define LEFT 30		/* of the axis */
#define TOP 14
#define DEEP 96		/* from the top of the scale to zero */
#define STEP 22
#define COLUMN 15

static int y_of(const struct ks_columns *columns, int value)
{
	return TOP + DEEP - (int)((long long)value * DEEP / columns->scale.top);
}

static void put_scale(struct ks_buf *buf, const struct ks_columns *columns)
{
	int right = LEFT + STEP * (int)columns->n;

	for (int at = 0; at <= columns->scale.top; at += columns->scale.step)
		ks_buf_addf(buf,
			    "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>"
			    "<text class=\"tick\" x=\"%d\" y=\"%d\">%d</text>\n",
			    at ? "grid" : "axis", LEFT, right, y_of(columns, at), y_of(columns, at),
			    LEFT - 4, y_of(columns, at) + 4, at);
}

static void put_column(struct ks_buf *buf, const struct ks_columns *columns, size_t i)
{
	bool is_last = i + 1 == columns->n || columns->values[i + 1] < 0;
	int x = LEFT + STEP * (int)i + (STEP - COLUMN) / 2, y = y_of(columns, columns->values[i]);

	ks_buf_addf(buf,
		    "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>"
		    "<text class=\"value\" x=\"%d\" y=\"%d\">%d</text>\n",
		    is_last && columns->last_runs ? "fill runs" : "fill", x, y, COLUMN, TOP + DEEP - y,
		    x + COLUMN / 2, y - 3, columns->values[i]);
}

static void put_month(struct ks_buf *buf, const struct ks_columns *columns, size_t i)
{
	int x = LEFT + STEP * (int)i + STEP / 2;

	ks_buf_addf(buf, "<text class=\"month\" x=\"%d\" y=\"%d\">", x, TOP + DEEP + 13);
	ks_html_text(buf, columns->initials[i]);
	ks_buf_add(buf, "</text>");
	if (columns->years[i])
		ks_buf_addf(buf, "<text class=\"month\" x=\"%d\" y=\"%d\">%s</text>", x,
			    TOP + DEEP + 26, columns->years[i]);
	ks_buf_add(buf, "\n");
}

static void put_words(struct ks_buf *buf, const struct ks_columns *columns, const char *tag,
		      const char *text)
{
	ks_buf_addf(buf, "<%s id=\"%s-%s\">", tag, columns->id, tag);
	ks_html_text(buf, text);
	ks_buf_addf(buf, "</%s>\n", tag);
}

void ks_chart_columns(struct ks_out *out, const struct ks_columns *columns)
{
	struct ks_buf *buf = &out->text;

	ks_buf_addf(buf,
		    "<svg class=\"columns\" role=\"img\" viewBox=\"0 0 %d %d\" "
		    "aria-labelledby=\"%s-title\" aria-describedby=\"%s-desc\">\n",
		    LEFT + STEP * (int)columns->n + 4, TOP + DEEP + 30, columns->id, columns->id);
	put_words(buf, columns, "title", columns->title);
	put_words(buf, columns, "desc", columns->description);
	put_scale(buf, columns);
	for (size_t i = 0; i < columns->n; i++) {
		if (columns->values[i] >= 0)
			put_column(buf, columns, i);
		put_month(buf, columns, i);
	}
	ks_buf_add(buf, "</svg>\n");
}
