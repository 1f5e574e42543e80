/** Files dropped anywhere: a catalogue opens, everything else goes to Import. Only the desktop learns where a file lies. */
import { Upload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Icon } from '../components/Icon.tsx'
import { openCatalogue } from '../state/catalogue.ts'
import { openDialog } from '../state/dialogs.ts'
import { toast } from '../state/messages.ts'

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** What a drop means: catalogues are folders named so. */
function openDropped(paths: string[]): void {
  const catalogue = paths.find((path) => /\.tracksieve[\\/]?$/.test(path))
  if (catalogue) void openCatalogue(catalogue)
  else openDialog({ name: 'import', files: paths })
}

function drop(event: DragEvent): void {
  const { tracksieve } = window
  const files = [...(event.dataTransfer?.files ?? [])]
  if (!tracksieve) {
    toast('A browser does not tell where a dropped file lies. Use Import tracks… and choose it there.', {
      error: true,
      action: { title: 'Import tracks…', run: () => openDialog({ name: 'import', files: [] }) },
    })
    return
  }
  const paths = files.map((file) => tracksieve.pathOf(file)).filter((path) => path !== '')
  if (paths.length > 0) openDropped(paths)
}

export function DropAnywhere() {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const enter = (event: DragEvent): void => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const end = (event: DragEvent): void => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(false)
      drop(event)
    }
    addEventListener('dragover', enter)
    addEventListener('dragleave', leave)
    addEventListener('drop', end)
    return () => {
      removeEventListener('dragover', enter)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', end)
    }
  }, [])
  if (!over) return null
  return (
    <div className="drop-veil">
      <Icon of={Upload} size={24} />
      Drop tracks with their film, or a catalogue
    </div>
  )
}
