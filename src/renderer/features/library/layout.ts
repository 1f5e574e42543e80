/** How the Library shows its list. */
export type Layout = 'grid' | 'rows'
