/** Keys of the Library. */
import { Focus, Funnel, LayoutGrid, RefreshCw } from 'lucide-react'
import { declareCommands } from '../../state/commands.ts'
import { type Label, labels } from '../../../shared/words.ts'

const scope = 'library'
const labelKeys: Record<Label, string> = { persistent: '1', brief: '2', noise: '3', unsure: 'U' }

declareCommands([
  ...labels.map((label) => ({
    id: `library.label-${label}`,
    title: `Label as ${label}`,
    scope: scope as 'library',
    group: 'Verdict',
    keys: labelKeys[label],
    label,
  })),
  { id: 'library.label-none', title: 'Remove the label', scope, group: 'Verdict', keys: '0' },
  { id: 'library.left', title: 'One track back', scope, group: 'List', keys: 'ArrowLeft K', repeats: true },
  { id: 'library.right', title: 'One track on', scope, group: 'List', keys: 'ArrowRight J', repeats: true },
  { id: 'library.up', title: 'One line up', scope, group: 'List', keys: 'ArrowUp', repeats: true },
  { id: 'library.down', title: 'One line down', scope, group: 'List', keys: 'ArrowDown', repeats: true },
  { id: 'library.page-up', title: 'One page up', scope, group: 'List', keys: 'PageUp', repeats: true },
  { id: 'library.page-down', title: 'One page down', scope, group: 'List', keys: 'PageDown', repeats: true },
  { id: 'library.first', title: 'First track', scope, group: 'List', keys: 'Home' },
  { id: 'library.last', title: 'Last track', scope, group: 'List', keys: 'End' },
  { id: 'library.go-to', title: 'Go to position…', scope, group: 'List', keys: 'Ctrl+G' },
  { id: 'library.refresh', title: 'Refresh the list', scope, group: 'List', keys: 'R', icon: RefreshCw },
  { id: 'library.score', title: 'Score the new tracks', scope, group: 'List', keys: '' },
  { id: 'library.review', title: 'Review these tracks', scope, group: 'List', keys: 'Enter', icon: Focus },
  { id: 'library.mark', title: 'Select the track or not', scope, group: 'Selection', keys: 'X Space' },
  {
    id: 'library.more-left',
    title: 'Select one back',
    scope,
    group: 'Selection',
    keys: 'Shift+ArrowLeft',
    repeats: true,
  },
  {
    id: 'library.more-right',
    title: 'Select one on',
    scope,
    group: 'Selection',
    keys: 'Shift+ArrowRight',
    repeats: true,
  },
  {
    id: 'library.more-up',
    title: 'Select a line up',
    scope,
    group: 'Selection',
    keys: 'Shift+ArrowUp',
    repeats: true,
  },
  {
    id: 'library.more-down',
    title: 'Select a line down',
    scope,
    group: 'Selection',
    keys: 'Shift+ArrowDown',
    repeats: true,
  },
  { id: 'library.all', title: 'Select all that fit', scope, group: 'Selection', keys: 'Ctrl+A' },
  { id: 'library.clear', title: 'Select none', scope, group: 'Selection', keys: 'Escape' },
  { id: 'library.search', title: 'Search', scope, group: 'Filter', keys: '/' },
  { id: 'library.filter', title: 'Go to the filters', scope, group: 'Filter', keys: 'F', icon: Funnel },
  { id: 'library.clear-filter', title: 'Drop all filters', scope, group: 'Filter', keys: '' },
  { id: 'library.layout', title: 'Grid or rows', scope, group: 'List', keys: 'G', icon: LayoutGrid },
])
