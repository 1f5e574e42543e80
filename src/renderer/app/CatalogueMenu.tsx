/** The open catalogue, and the way to others. */
import { useQuery } from '@tanstack/react-query'
import { Menu, type MenuItem } from '../components/Menu.tsx'
import { closeCatalogue, openCatalogue } from '../state/catalogue.ts'
import { openDialog } from '../state/dialogs.ts'
import { engine } from '../state/engine.ts'
import { count } from '../state/format.ts'
import { keys } from '../state/queries.ts'

const mostRecent = 6

export function CatalogueMenu({ name }: { name: string }) {
  const recent = useQuery({ queryKey: keys.recent, queryFn: () => engine.catalogue.recent() }).data ?? []
  const others = recent.filter((one) => one.found && one.name !== name).slice(0, mostRecent)
  const items: (MenuItem | 'line')[] = [
    { title: 'Import tracks…', keys: 'Ctrl+I', run: () => openDialog({ name: 'import', files: [] }) },
    { title: 'Generate clips…', run: () => openDialog({ name: 'generate' }) },
    'line',
    ...others.map((one) => ({
      title: one.name,
      detail: `${count(one.tracks)} tracks`,
      run: () => void openCatalogue(one.folder),
    })),
    ...(others.length > 0 ? (['line'] as const) : []),
    { title: 'Open a catalogue…', keys: 'Ctrl+O', run: () => openDialog({ name: 'open-catalogue' }) },
    { title: 'New catalogue…', run: () => openDialog({ name: 'new-catalogue' }) },
    { title: 'Close', run: () => void closeCatalogue() },
  ]
  return (
    <Menu label="Catalogue" className="b ghost cat" items={items}>
      <span className="ell">{name}</span>
    </Menu>
  )
}
