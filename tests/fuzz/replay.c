/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A main for a fuzz target without libFuzzer: reads each file named and hands it to the target,
 * which crashes or returns. So gcc, valgrind and a debugger can replay what a fuzzer found.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
	static const size_t most = (size_t)16 << 20;
	uint8_t *data = malloc(most), *exact;
	FILE *f = fopen(path, "rb");
	size_t size;

	if (!f || !data) {
		perror(path);
		free(data);
		if (f)
			fclose(f);
		return 1;
	}
	size = fread(data, 1, most, f);
	fclose(f);
	/* A block of exactly this size, so that a sanitizer sees a read past its end. */
	exact = malloc(size ? size : 1);
	if (exact) {
		memcpy(exact, data, size);
		LLVMFuzzerTestOneInput(exact, size);
	}
	free(exact);
	free(data);
	return 0;
}

int main(int argc, char **argv)
{
	const char *name = strrchr(argv[0], '/') ? strrchr(argv[0], '/') + 1 : argv[0];
	int failed = 0;

	for (int i = 1; i < argc; i++)
		failed += replay(argv[i]);
	printf("%s: %d passed, %d failed\n", name, argc - 1 - failed, failed);
	return failed != 0;
}
