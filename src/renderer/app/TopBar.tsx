/** Catalogue, views, the job that runs, search, settings, keys. */
import { Brain, ChartLine, Download, Focus, Keyboard, LayoutGrid, Search, Settings } from 'lucide-react'
import { Button } from '../components/Button.tsx'
import { Icon } from '../components/Icon.tsx'
import { Keys, useKeysOf } from '../components/Keys.tsx'
import { openDialog } from '../state/dialogs.ts'
import { useCatalogueName } from '../state/queries.ts'
import { formatRoute, useRoute, type View } from '../state/route.ts'
import { CatalogueMenu } from './CatalogueMenu.tsx'
import { JobLine } from './JobLine.tsx'
import './TopBar.css'

const tabs = [
  { view: 'library', title: 'Library', icon: LayoutGrid },
  { view: 'review', title: 'Review', icon: Focus },
  { view: 'train', title: 'Train', icon: Brain },
  { view: 'evaluate', title: 'Evaluate', icon: ChartLine },
  { view: 'export', title: 'Export', icon: Download },
] as const

export function TopBar() {
  const name = useCatalogueName()
  return (
    <header className="top">
      <a className="brand" href={formatRoute({ view: 'start', params: {} })} aria-label="Tracksieve, start">
        <Logo />
      </a>
      {name ? (
        <>
          <CatalogueMenu name={name} />
          <span className="vr" />
          <nav className="tabs" aria-label="Views">
            {tabs.map((tab) => (
              <Tab key={tab.view} {...tab} />
            ))}
          </nav>
        </>
      ) : (
        <span className="muted none-open">No catalogue open</span>
      )}
      <span className="sp" />
      <JobLine />
      <button type="button" className="b find" onClick={() => openDialog({ name: 'palette' })}>
        <Icon of={Search} />
        <span>Search or run…</span>
        <Keys keys="Ctrl+P" />
      </button>
      <Button
        variant="quiet"
        icon={Settings}
        label="Settings"
        onClick={() => openDialog({ name: 'settings' })}
      />
      <Button
        variant="quiet"
        icon={Keyboard}
        label="All keys"
        command="window.help"
        onClick={() => openDialog({ name: 'keys' })}
      />
    </header>
  )
}

function Tab({ view, title, icon }: { view: View; title: string; icon: typeof Search }) {
  const current = useRoute((route) => route.view === view)
  const keys = useKeysOf(`window.${view}`)
  return (
    <a
      className="tab"
      href={formatRoute({ view, params: {} })}
      aria-current={current ? 'page' : undefined}
      aria-label={title}
      title={`${title} (${keys})`}
    >
      <Icon of={icon} />
      <span>{title}</span>
    </a>
  )
}

function Logo() {
  return (
    <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
      <path
        d="M1.5 3.5h15l-5.5 6v4.6l-4 2V9.500z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      <circle cx="5" cy="1.200" r="1.200" fill="currentColor" />
      <circle cx="9" cy="1.200" r="1.200" fill="currentColor" />
      <circle cx="13" cy="1.200" r="1.200" fill="currentColor" />
    </svg>
  )
}
