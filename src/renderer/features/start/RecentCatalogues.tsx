/** The catalogues of before: opened by a press, those that are gone named with a way to find or forget them. */
import { useQuery } from '@tanstack/react-query'
import { FolderOpen, FolderPlus, TriangleAlert } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { Recent } from '../../../shared/contract/catalogue.ts'
import { mediaUrl } from '../../../shared/media.ts'
import '../../components/TrackThumb.css'
import { Button } from '../../components/Button.tsx'
import { Icon } from '../../components/Icon.tsx'
import { openCatalogue } from '../../state/catalogue.ts'
import { openDialog } from '../../state/dialogs.ts'
import { engine } from '../../state/engine.ts'
import { count, day, percent } from '../../state/format.ts'
import { sayError } from '../../state/messages.ts'
import { keys, outdate } from '../../state/queries.ts'
import { LabelMix, labelledOf } from './LabelMix.tsx'

const most = 8

async function forget(folder: string): Promise<void> {
  await engine.catalogue.forget({ folder }).catch(sayError)
  outdate('recent')
}

export function RecentCatalogues() {
  const recent = useQuery({ queryKey: keys.recent, queryFn: () => engine.catalogue.recent() }).data ?? []
  const found = recent.filter((one) => one.found).slice(0, most)
  const lost = recent.filter((one) => !one.found)
  return (
    <section className="panel recent" aria-labelledby="recent-title">
      <div className="sh recent-head">
        <h2 id="recent-title">Recent catalogues</h2>
        <span className="sp" />
        <Button variant="quiet" icon={FolderPlus} onClick={() => openDialog({ name: 'new-catalogue' })}>
          New…
        </Button>
        <Button
          variant="quiet"
          icon={FolderOpen}
          command="window.open"
          onClick={() => openDialog({ name: 'open-catalogue' })}
        >
          Open…
        </Button>
      </div>
      {found.length > 0 ? (
        <RecentTable recent={found} />
      ) : (
        <p className="note">None yet. The catalogues that you open are listed here.</p>
      )}
      {lost.map((one) => (
        <p key={one.folder} className="lost">
          <Icon of={TriangleAlert} size={12} />
          <span className="ell">
            Not found where it was: <b className="strong">{one.name}</b>, {one.folder}
          </span>
          <Button variant="quiet" onClick={() => openDialog({ name: 'open-catalogue' })}>
            Locate…
          </Button>
          <Button variant="quiet" onClick={() => void forget(one.folder)}>
            Forget
          </Button>
        </p>
      ))}
    </section>
  )
}

function RecentTable({ recent }: { recent: Recent[] }) {
  return (
    <table onKeyDown={moveByArrows}>
      <colgroup>
        <col className="col-pictures" />
        <col className="col-name" />
        <col />
        <col className="col-tracks" />
        <col className="col-tracks" />
        <col className="col-mix" />
        <col className="col-opened" />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span className="vh">Pictures</span>
          </th>
          <th scope="col">Name</th>
          <th scope="col">Folder</th>
          <th scope="col" className="r">
            Tracks
          </th>
          <th scope="col" className="r">
            Labelled
          </th>
          <th scope="col">Labels</th>
          <th scope="col" className="r">
            Opened
          </th>
        </tr>
      </thead>
      <tbody>
        {recent.map((one) => (
          <tr key={one.folder}>
            <td>
              <span className="recent-pictures">
                {one.pictures.map((id) => (
                  <span key={id} className="thumb-im">
                    <img src={mediaUrl(id)} alt="" draggable={false} />
                  </span>
                ))}
              </span>
            </td>
            <td>
              <button type="button" className="row-button" onClick={() => void openCatalogue(one.folder)}>
                {one.name}
              </button>
            </td>
            <td className="muted" title={one.folder}>
              {one.folder}
            </td>
            <td className="r">{count(one.tracks)}</td>
            <td className="r">{one.tracks === 0 ? '–' : percent(labelledOf(one.labels) / one.tracks)}</td>
            <td>
              <LabelMix labels={one.labels} tracks={one.tracks} />
            </td>
            <td className="r muted">{day(one.openedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** ↑ and ↓ go from catalogue to catalogue. */
function moveByArrows(event: KeyboardEvent<HTMLTableElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('.row-button')]
  buttons[buttons.indexOf(document.activeElement as HTMLElement) + step]?.focus()
  event.preventDefault()
}
