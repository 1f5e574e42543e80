/** What can be done in Train, by key and palette. */
import { Brain, RotateCcw } from 'lucide-react'
import { declareCommands } from '../../state/commands.ts'

const scope = 'train'

declareCommands([
  {
    id: 'train.start',
    title: 'Train a run, or add it to the queue',
    scope,
    group: 'Training',
    keys: 'T',
    icon: Brain,
  },
  { id: 'train.cancel', title: 'Cancel the training', scope, group: 'Training', keys: '' },
  { id: 'train.recipe', title: 'Open or close the recipe', scope, group: 'Training', keys: 'R' },
  {
    id: 'train.preset',
    title: 'Recipe back to its preset',
    scope,
    group: 'Training',
    keys: '',
    icon: RotateCcw,
  },
])
