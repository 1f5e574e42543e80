/** Commands that act in every view. */
import {
  ChartLine,
  Download,
  Focus,
  FolderOpen,
  FolderPlus,
  Import,
  Keyboard,
  LayoutGrid,
  ListChecks,
  Redo2,
  Search,
  Settings,
  Sparkles,
  SunMoon,
  Undo2,
  Brain,
} from 'lucide-react'
import { declareCommands } from '../state/commands.ts'

const scope = 'window'

declareCommands([
  { id: 'window.undo', title: 'Undo the last label', scope, group: 'Verdict', keys: 'Ctrl+Z', icon: Undo2 },
  { id: 'window.redo', title: 'Redo the label', scope, group: 'Verdict', keys: 'Ctrl+Shift+Z Ctrl+Y', icon: Redo2 },
  { id: 'window.palette', title: 'Search or run a command', scope, group: 'Window', keys: 'Ctrl+P', icon: Search },
  { id: 'window.help', title: 'All keys', scope, group: 'Window', keys: '?', icon: Keyboard },
  { id: 'window.settings', title: 'Settings…', scope, group: 'Window', keys: 'Ctrl+,', icon: Settings },
  { id: 'window.jobs', title: 'Jobs', scope, group: 'Window', keys: 'Ctrl+J', icon: ListChecks },
  { id: 'window.message', title: 'Go to the last message', scope, group: 'Window', keys: 'F6' },
  { id: 'window.theme', title: 'Change between dark and light', scope, group: 'Window', keys: '', icon: SunMoon },
  { id: 'window.library', title: 'Library', scope, group: 'Views', keys: 'Ctrl+1 Alt+1', icon: LayoutGrid },
  { id: 'window.review', title: 'Review', scope, group: 'Views', keys: 'Ctrl+2 Alt+2', icon: Focus },
  { id: 'window.train', title: 'Train', scope, group: 'Views', keys: 'Ctrl+3 Alt+3', icon: Brain },
  { id: 'window.evaluate', title: 'Evaluate', scope, group: 'Views', keys: 'Ctrl+4 Alt+4', icon: ChartLine },
  { id: 'window.export', title: 'Export', scope, group: 'Views', keys: 'Ctrl+5 Alt+5', icon: Download },
  { id: 'window.open', title: 'Open a catalogue…', scope, group: 'Catalogue', keys: 'Ctrl+O', icon: FolderOpen },
  { id: 'window.new', title: 'New catalogue…', scope, group: 'Catalogue', keys: '', icon: FolderPlus },
  { id: 'window.import', title: 'Import tracks…', scope, group: 'Catalogue', keys: 'Ctrl+I', icon: Import },
  { id: 'window.generate', title: 'Generate clips…', scope, group: 'Catalogue', keys: '', icon: Sparkles },
  { id: 'window.close', title: 'Close the catalogue', scope, group: 'Catalogue', keys: '', icon: FolderOpen },
])
