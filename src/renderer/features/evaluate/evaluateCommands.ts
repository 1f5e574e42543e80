/** What can be done in Evaluate, by key and palette. */
import { ChartLine, ChevronsUpDown, ListX } from 'lucide-react'
import { declareCommands } from '../../state/commands.ts'

const scope = 'evaluate'

declareCommands([
  { id: 'evaluate.up', title: 'Threshold up by 0.01', scope, group: 'Threshold', keys: '+ =', repeats: true },
  {
    id: 'evaluate.down',
    title: 'Threshold down by 0.01',
    scope,
    group: 'Threshold',
    keys: '-',
    repeats: true,
  },
  { id: 'evaluate.keep99', title: 'Keep 99 % of the real tracks', scope, group: 'Threshold', keys: '9' },
  { id: 'evaluate.keep95', title: 'Keep 95 % of the real tracks', scope, group: 'Threshold', keys: '5' },
  {
    id: 'evaluate.suspects',
    title: 'Review the suspected wrong labels',
    scope,
    group: 'Runs',
    keys: 'W',
    icon: ListX,
  },
  {
    id: 'evaluate.differences',
    title: 'Side by side: differences only',
    scope,
    group: 'Runs',
    keys: 'D',
    icon: ChartLine,
  },
  {
    id: 'evaluate.tall',
    title: 'Tables over the whole height, and back',
    scope,
    group: 'Runs',
    keys: 'F',
    icon: ChevronsUpDown,
  },
])
