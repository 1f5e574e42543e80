/** Keys of the Export view. */
import { declareCommands } from '../../state/commands.ts'

const scope = 'export'

declareCommands([
  { id: 'export.film', title: 'A film of a video', scope, group: 'What to export', keys: '1' },
  { id: 'export.tracks', title: 'The tracks, filtered', scope, group: 'What to export', keys: '2' },
  { id: 'export.labels', title: 'The labels', scope, group: 'What to export', keys: '3' },
  { id: 'export.model', title: 'The model', scope, group: 'What to export', keys: '4' },
  { id: 'export.clips', title: 'A set of clips', scope, group: 'What to export', keys: '5' },
  { id: 'export.start', title: 'Export', scope, group: 'What to export', keys: 'Ctrl+Enter' },
])
