/* The figures of the specimen that take the most items. Included by specimen.c only. */
static void add_figures(Specimen *s) { (void)s; }
