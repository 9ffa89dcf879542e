/*
 * Every contact of one day, counted: argv[1] holds the day's stays at near places as int32 person, place, starts, ends,
 * sorted by place and start; persons are 0 ... argv[2] - 1. Prints pieces (two stays of two persons that overlap at a
 * place), edges (pairs of persons with 15 minutes or more in all) and the milliseconds it took.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MIN_SECONDS = 900 };
typedef struct { int32_t person, place, starts, ends; } Stay;
/* What a person has with another so far: seconds, where the pieces end, whether one came out of order. */
typedef struct { int32_t seconds, end, start, disorder; } Pair;

static Stay *stays;
static int32_t count, persons;
/* By row: the first row of its place. By person: its rows, in order of start, from first[p] on. */
static int32_t *place_start, *by_person, *first;
static Pair *pairs;
static int32_t *touched;

static int32_t later(int32_t a, int32_t b) { return a > b ? a : b; }
static int32_t earlier(int32_t a, int32_t b) { return a < b ? a : b; }

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static int by_start(const void *a, const void *b) {
  const int32_t *x = a, *y = b;
  return (x[0] > y[0]) - (x[0] < y[0]);
}

/* Seconds of the union of the pieces of two persons, the slow way: for the few whose pieces came out of order. */
static int32_t exact(int32_t u, int32_t v) {
  int32_t size = 0, room = 16, total = 0, end = INT32_MIN, (*pieces)[2] = malloc(room * sizeof *pieces);
  for (int32_t i = first[u]; i < first[u + 1]; i++)
    for (int32_t j = first[v]; j < first[v + 1]; j++) {
      const Stay *a = &stays[by_person[i]], *b = &stays[by_person[j]];
      int32_t from = later(a->starts, b->starts), to = earlier(a->ends, b->ends);
      if (a->place != b->place || from >= to) continue;
      if (size == room) pieces = realloc(pieces, (room *= 2) * sizeof *pieces);
      pieces[size][0] = from, pieces[size++][1] = to;
    }
  qsort(pieces, size, sizeof *pieces, by_start);
  for (int32_t i = 0; i < size; i++) {
    if (pieces[i][1] > end) total += pieces[i][1] - later(pieces[i][0], end);
    end = later(end, pieces[i][1]);
  }
  free(pieces);
  return total;
}

static void add(int32_t v, int32_t from, int32_t to, int32_t *touched_count) {
  Pair *pair = &pairs[v];
  if (pair->end == 0) {
    touched[(*touched_count)++] = v;
    *pair = (Pair){to - from, to, from, 0};
  } else if (from < pair->start) {
    pair->disorder = 1;
  } else {
    if (to > pair->end) {
      pair->seconds += to - later(from, pair->end);
      pair->end = to;
    }
    pair->start = from;
  }
}

static void lay_out(void) {
  for (int32_t i = 0; i < count; i++) {
    place_start[i] = i > 0 && stays[i - 1].place == stays[i].place ? place_start[i - 1] : i;
    first[stays[i].person + 1]++;
  }
  for (int32_t p = 0; p < persons; p++) first[p + 1] += first[p];
  int32_t *next = malloc(persons * sizeof *next);
  for (int32_t p = 0; p < persons; p++) next[p] = first[p];
  for (int32_t i = 0; i < count; i++) {
    int32_t p = stays[i].person, at = next[p]++;
    for (; at > first[p] && stays[by_person[at - 1]].starts > stays[i].starts; at--) by_person[at] = by_person[at - 1];
    by_person[at] = i;
  }
  free(next);
}

static void count_day(int64_t *pieces, int64_t *edges) {
  *pieces = *edges = 0;
  lay_out();
  for (int32_t u = 0; u < persons; u++) {
    int32_t touched_count = 0;
    for (int32_t i = first[u]; i < first[u + 1]; i++) {
      const Stay a = stays[by_person[i]];
      for (int32_t j = place_start[by_person[i]]; j < count; j++) {
        const Stay b = stays[j];
        if (b.place != a.place || b.starts >= a.ends) break;
        if (b.person <= u || b.ends <= a.starts) continue;
        ++*pieces;
        add(b.person, later(a.starts, b.starts), earlier(a.ends, b.ends), &touched_count);
      }
    }
    for (int32_t i = 0; i < touched_count; i++) {
      Pair *pair = &pairs[touched[i]];
      *edges += (pair->disorder ? exact(u, touched[i]) : pair->seconds) >= MIN_SECONDS;
      pair->end = 0;
    }
  }
}

int main(int argc, char **argv) {
  FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
  if (!file) return fprintf(stderr, "day-graph FILE PERSONS\n"), 1;
  fseek(file, 0, SEEK_END);
  count = ftell(file) / sizeof(Stay);
  rewind(file);
  persons = atoi(argv[2]);
  stays = malloc(count * sizeof *stays);
  if (fread(stays, sizeof *stays, count, file) != (size_t)count) return 1;
  place_start = malloc(count * sizeof *place_start);
  by_person = malloc(count * sizeof *by_person);
  first = calloc(persons + 1, sizeof *first);
  pairs = calloc(persons, sizeof *pairs);
  touched = malloc(persons * sizeof *touched);
  int64_t pieces, edges;
  double began = now();
  count_day(&pieces, &edges);
  printf("{\"pieces\":%lld,\"edges\":%lld,\"ms\":%.3f}\n", (long long)pieces, (long long)edges, now() - began);
  return 0;
}
