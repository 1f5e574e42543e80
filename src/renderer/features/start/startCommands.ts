/** Keys of the Start view. */
import { FileVideo, Import, Sparkles } from 'lucide-react'
import { declareCommands } from '../../state/commands.ts'

const scope = 'start'

declareCommands([
  { id: 'start.sample', title: 'Try it with sample clips', scope, group: 'Start', keys: '1', icon: Sparkles },
  { id: 'start.import', title: 'Import tracks…', scope, group: 'Start', keys: '2', icon: Import },
  {
    id: 'start.film',
    title: 'Open a video with its tracks…',
    scope,
    group: 'Start',
    keys: '3',
    icon: FileVideo,
  },
])
