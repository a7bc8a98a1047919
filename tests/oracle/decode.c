/*
 * Decodes with Debian's libfreerdp2 what Passerelle decodes, so that the two can be compared, and says how long it took:
 *
 *     decode REQUESTS REPLIES ROUNDS
 *
 * REQUESTS: records of eight little-endian 32-bit words (operation, x, y, width, height, parameter, frame, length)
 * and `length` bytes. REPLIES: for each two words (status, 0 if all went well; length) and `length`
 * bytes; then for each round its nanoseconds of processor time in decoders, 64 bits each. The first round carries out
 * all requests, the others only the decoding, on what the rounds before have left.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <freerdp/codec/clear.h>
#include <freerdp/codec/interleaved.h>
#include <freerdp/codec/nsc.h>
#include <freerdp/codec/planar.h>
#include <freerdp/codec/progressive.h>
#include <freerdp/codec/rfx.h>
#include <freerdp/codec/zgfx.h>
#include <freerdp/primitives.h>
#include <winpr/registry.h>

enum operation {
    CANVAS,       /* width x height pixels of the ABGR word `parameter`, and new decoders */
    PIXELS,       /* answers the canvas as RGBA */
    SAMPLES,      /* answers what the inverse transforms since the last SAMPLES gave: Y, Cb, Cr of each tile */
    COEFFICIENTS, /* answers what differences since the last COEFFICIENTS were added to: Y, Cb, Cr of each tile */
    PALETTE,      /* 256 colours, RGBA */
    INTERLEAVED,  /* parameter: bits a pixel */
    PLANAR,       /* parameter: 1 if the last row comes first */
    NSCODEC,      /* the same */
    CLEARCODEC,
    REMOTEFX,
    PROGRESSIVE,
    ZGFX,         /* answers the plain bytes */
    YUV420,       /* a decoded H.264 picture: planes of width x height (multiples of 16) and twice a quarter of that */
    YUV444,       /* two of them, the views of AVC444; parameter: 1, or 2 for AVC444v2 */
};

struct request {
    uint32_t operation, x, y, width, height, parameter, frame, length;
};

struct reply {
    int32_t status;
    uint32_t length;
    uint8_t *bytes;
};

#define FORMAT PIXEL_FORMAT_BGRX32
#define SURFACE 1
#define TILE_SAMPLES 4096

static struct {
    uint32_t width, height, stride;
    uint8_t *pixels;
    gdiPalette palette;
    BITMAP_INTERLEAVED_CONTEXT *interleaved;
    BITMAP_PLANAR_CONTEXT *planar;
    NSC_CONTEXT *nscodec;
    CLEAR_CONTEXT *clearcodec;
    RFX_CONTEXT *remotefx;
    PROGRESSIVE_CONTEXT *progressive;
    ZGFX_CONTEXT *zgfx;
} desktop;

struct recording {
    int16_t *values;
    size_t count, room;
};

static struct recording samples, coefficients;

static __yCbCrToRGB_16s8u_P3AC4R_t original_color_conversion;
static __add_16s_t original_addition;

static void fail(const char *what)
{
    fprintf(stderr, "%s\n", what);
    exit(1);
}

/* libfreerdp asks the registry whether it shall spread tiles over threads: one thread is what is measured here. */
LONG RegOpenKeyExA(HKEY key, LPCSTR name, DWORD options, REGSAM access, PHKEY result)
{
    (void)key, (void)name, (void)options, (void)access;
    *result = NULL;
    return ERROR_SUCCESS;
}

LONG RegQueryValueExA(HKEY key, LPCSTR name, LPDWORD reserved, LPDWORD type, LPBYTE data, LPDWORD size)
{
    (void)key, (void)reserved, (void)size;
    if (strcmp(name, "UseThreads") != 0)
        return ERROR_FILE_NOT_FOUND;
    *type = REG_DWORD;
    memset(data, 0, sizeof(DWORD));
    return ERROR_SUCCESS;
}

LONG RegCloseKey(HKEY key)
{
    (void)key;
    return ERROR_SUCCESS;
}

static void record(struct recording *recording, const int16_t *plane)
{
    if (recording->count + TILE_SAMPLES > recording->room) {
        recording->room = 2 * recording->room + 64 * TILE_SAMPLES;
        recording->values = realloc(recording->values, recording->room * sizeof(int16_t));
    }
    memcpy(recording->values + recording->count, plane, TILE_SAMPLES * sizeof(int16_t));
    recording->count += TILE_SAMPLES;
}

/* Both RemoteFX decoders hand their samples to this primitive. */
static pstatus_t record_samples(const INT16 *const planes[3], UINT32 plane_stride, BYTE *target, UINT32 stride,
                                UINT32 format, const prim_size_t *size)
{
    for (int component = 0; component < 3; component++)
        record(&samples, planes[component]);
    return original_color_conversion(planes, plane_stride, target, stride, format, size);
}

/* Progressive tiles that are differences are added by this primitive to what was sent of them before. */
static pstatus_t record_coefficients(const INT16 *difference, const INT16 *before, INT16 *sum, UINT32 count)
{
    if (count == TILE_SAMPLES)
        record(&coefficients, before);
    return original_addition(difference, before, sum, count);
}

static void new_canvas(const struct request *request)
{
    free(desktop.pixels);
    desktop.width = request->width;
    desktop.height = request->height;
    desktop.stride = request->width * 4;
    desktop.pixels = malloc((size_t)desktop.stride * desktop.height);
    uint8_t color[4] = {request->parameter >> 16, request->parameter >> 8, request->parameter, 0xff};
    for (size_t i = 0; i < (size_t)desktop.width * desktop.height; i++)
        memcpy(desktop.pixels + 4 * i, color, 4);

    bitmap_interleaved_context_free(desktop.interleaved);
    freerdp_bitmap_planar_context_free(desktop.planar);
    nsc_context_free(desktop.nscodec);
    clear_context_free(desktop.clearcodec);
    rfx_context_free(desktop.remotefx);
    progressive_context_free(desktop.progressive);
    zgfx_context_free(desktop.zgfx);
    desktop.interleaved = bitmap_interleaved_context_new(FALSE);
    desktop.planar = freerdp_bitmap_planar_context_new(0, desktop.width, desktop.height);
    desktop.nscodec = nsc_context_new();
    nsc_context_set_parameters(desktop.nscodec, NSC_COLOR_FORMAT, FORMAT);
    desktop.clearcodec = clear_context_new(FALSE);
    desktop.remotefx = rfx_context_new(FALSE);
    rfx_context_set_pixel_format(desktop.remotefx, FORMAT);
    desktop.progressive = progressive_context_new(FALSE);
    progressive_create_surface_context(desktop.progressive, SURFACE, desktop.width, desktop.height);
    desktop.zgfx = zgfx_context_new(FALSE);
}

static void set_palette(const uint8_t *bytes)
{
    desktop.palette.format = PIXEL_FORMAT_RGBX32;
    for (int i = 0; i < 256; i++)
        desktop.palette.palette[i] = ReadColor(bytes + 4 * i, PIXEL_FORMAT_RGBX32);
}

static void answer_pixels(struct reply *reply)
{
    reply->length = desktop.stride * desktop.height;
    reply->bytes = malloc(reply->length);
    freerdp_image_copy(reply->bytes, PIXEL_FORMAT_RGBA32, desktop.stride, 0, 0, desktop.width, desktop.height,
                       desktop.pixels, FORMAT, desktop.stride, 0, 0, NULL, FREERDP_FLIP_NONE);
    for (uint32_t i = 3; i < reply->length; i += 4)
        reply->bytes[i] = 0xff;
}

static void answer_recording(struct reply *reply, struct recording *recording)
{
    reply->length = recording->count * sizeof(int16_t);
    reply->bytes = malloc(reply->length);
    memcpy(reply->bytes, recording->values, reply->length);
    recording->count = 0;
}

struct planes {
    const BYTE *samples[3];
    UINT32 strides[3];
};

static struct planes planes_of(const struct request *request, const uint8_t *bytes)
{
    uint32_t luma = request->width * request->height, half = request->width / 2;
    return (struct planes){{bytes, bytes + luma, bytes + luma + luma / 4}, {request->width, half, half}};
}

static int paint_yuv420(const struct request *request, const uint8_t *bytes)
{
    struct planes planes = planes_of(request, bytes);
    prim_size_t size = {request->width, request->height};
    return primitives_get()->YUV420ToRGB_8u_P3AC4R(planes.samples, planes.strides, desktop.pixels, desktop.stride,
                                                    FORMAT, &size) != PRIMITIVES_SUCCESS;
}

/* Version 1 with the plain primitives: there the SSSE3 ones of 2.11 lose the chroma of odd columns in even rows. */
static int paint_yuv444(const struct request *request, const uint8_t *bytes)
{
    const primitives_t *primitives = request->parameter == 1 ? primitives_get_generic() : primitives_get();
    uint32_t width = request->width, height = request->height, luma = width * height;
    struct planes main_view = planes_of(request, bytes), auxiliary = planes_of(request, bytes + luma * 3 / 2);
    BYTE *samples = malloc(3 * (size_t)luma);
    BYTE *whole[3] = {samples, samples + luma, samples + 2 * luma};
    UINT32 strides[3] = {width, width, width};
    RECTANGLE_16 all = {0, 0, width, height};
    prim_size_t size = {width, height};
    avc444_frame_type type = request->parameter == 1 ? AVC444_CHROMAv1 : AVC444_CHROMAv2;
    int failed = primitives->YUV420CombineToYUV444(AVC444_LUMA, main_view.samples, main_view.strides, width, height,
                                                   whole, strides, &all) != PRIMITIVES_SUCCESS ||
                 primitives->YUV420CombineToYUV444(type, auxiliary.samples, auxiliary.strides, width, height, whole,
                                                   strides, &all) != PRIMITIVES_SUCCESS ||
                 primitives->YUV444ToRGB_8u_P3AC4R((const BYTE **)whole, strides, desktop.pixels, desktop.stride, FORMAT,
                                                   &size) != PRIMITIVES_SUCCESS;
    free(samples);
    return failed;
}

/* Carries out one decoding; 0 if it went well. */
static int decode(const struct request *request, const uint8_t *bytes, uint32_t round, struct reply *reply)
{
    uint32_t x = request->x, y = request->y, width = request->width, height = request->height;
    REGION16 changed;
    int status;
    switch (request->operation) {
    case INTERLEAVED:
        return !interleaved_decompress(desktop.interleaved, bytes, request->length, width, height, request->parameter,
                                       desktop.pixels, FORMAT, desktop.stride, x, y, width, height, &desktop.palette);
    case PLANAR:
        return !planar_decompress(desktop.planar, bytes, request->length, width, height, desktop.pixels, FORMAT,
                                  desktop.stride, x, y, width, height, request->parameter);
    case NSCODEC:
        return !nsc_process_message(desktop.nscodec, 32, width, height, bytes, request->length, desktop.pixels, FORMAT,
                                    desktop.stride, x, y, width, height, request->parameter);
    case CLEARCODEC:
        clear_context_reset(desktop.clearcodec); /* Any sequence number will do; the caches stay. */
        return clear_decompress(desktop.clearcodec, bytes, request->length, width, height, desktop.pixels, FORMAT,
                                desktop.stride, x, y, desktop.width, desktop.height, NULL) < 0;
    case REMOTEFX:
        region16_init(&changed);
        status = !rfx_process_message(desktop.remotefx, bytes, request->length, x, y, desktop.pixels, FORMAT,
                                      desktop.stride, desktop.height, &changed);
        region16_uninit(&changed);
        return status;
    case PROGRESSIVE:
        region16_init(&changed);
        status = progressive_decompress_ex(desktop.progressive, bytes, request->length, desktop.pixels, FORMAT,
                                           desktop.stride, x, y, &changed, SURFACE,
                                           request->frame + (round << 16)) < 0;
        region16_uninit(&changed);
        return status;
    case ZGFX:
        return zgfx_decompress(desktop.zgfx, bytes, request->length, &reply->bytes, &reply->length, 0) < 0;
    case YUV420:
        return paint_yuv420(request, bytes);
    case YUV444:
        return paint_yuv444(request, bytes);
    default:
        fail("an unknown operation");
        return 1;
    }
}

static uint64_t processor_time(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void write_reply(FILE *replies, const struct reply *reply)
{
    fwrite(&reply->status, sizeof reply->status, 1, replies);
    fwrite(&reply->length, sizeof reply->length, 1, replies);
    fwrite(reply->bytes, 1, reply->length, replies);
}

/* Carries out all requests once and returns the time that decoding took. */
static uint64_t run_round(const uint8_t *requests, size_t size, uint32_t round, FILE *replies)
{
    uint64_t time = 0;
    for (size_t at = 0; at < size;) {
        struct request request;
        struct reply reply = {0, 0, NULL};
        memcpy(&request, requests + at, sizeof request);
        const uint8_t *bytes = requests + at + sizeof request;
        at += sizeof request + request.length;
        if (request.operation > PALETTE) {
            uint64_t before = processor_time();
            reply.status = decode(&request, bytes, round, &reply);
            time += processor_time() - before;
        } else if (round == 0) {
            if (request.operation == CANVAS)
                new_canvas(&request);
            else if (request.operation == PIXELS)
                answer_pixels(&reply);
            else if (request.operation == SAMPLES)
                answer_recording(&reply, &samples);
            else if (request.operation == COEFFICIENTS)
                answer_recording(&reply, &coefficients);
            else
                set_palette(bytes);
        }
        if (round == 0)
            write_reply(replies, &reply);
        free(reply.bytes);
    }
    return time;
}

static uint8_t *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        fail("the requests cannot be read");
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    /* libfreerdp2 looks a few bytes ahead. */
    uint8_t *bytes = calloc(*size + 64, 1);
    if (fread(bytes, 1, *size, file) != *size)
        fail("the requests cannot be read");
    fclose(file);
    return bytes;
}

int main(int count, char **arguments)
{
    if (count != 4)
        fail("usage: decode REQUESTS REPLIES ROUNDS");
    size_t size;
    uint8_t *requests = read_file(arguments[1], &size);
    FILE *replies = fopen(arguments[2], "wb");
    uint32_t rounds = (uint32_t)atoi(arguments[3]);
    primitives_set_hints(PRIMITIVES_ONLY_CPU);
    if (rounds == 1) {
        primitives_t *primitives = primitives_get();
        original_color_conversion = primitives->yCbCrToRGB_16s8u_P3AC4R;
        primitives->yCbCrToRGB_16s8u_P3AC4R = record_samples;
        original_addition = primitives->add_16s;
        primitives->add_16s = record_coefficients;
    }
    for (uint32_t round = 0; round < rounds; round++) {
        uint64_t time = run_round(requests, size, round, replies);
        fwrite(&time, sizeof time, 1, replies);
        fflush(replies);
    }
    fclose(replies);
    return 0;
}
