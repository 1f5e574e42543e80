/** Tracks in: choose files, see what they are, import. Nothing is written before Import is pressed. */
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { FileBrowser } from '../../components/FileBrowser.tsx'
import { createCatalogue } from '../../state/catalogue.ts'
import { closeDialog } from '../../state/dialogs.ts'
import { engine } from '../../state/engine.ts'
import { plural } from '../../state/format.ts'
import { sayError } from '../../state/messages.ts'
import { useCatalogue } from '../../state/queries.ts'
import { go } from '../../state/route.ts'
import { ClipsComing } from './ClipsComing.tsx'
import { ClipsFound } from './ClipsFound.tsx'
import { ImportFound } from './ImportFound.tsx'
import { importInput, type ImportChoices, useClipInspection, useInspection } from './inspection.ts'
import { suggestCatalogue } from './suggestCatalogue.ts'
import './import.css'

interface ImportDialogProps {
  files: string[]
  /** Opened for a film: then the words ask for it first. */
  film: boolean
}

async function pickBySystem(): Promise<string[]> {
  const filters = [
    { name: 'Tracks and films', extensions: ['txt', 'csv', 'mp4', 'avi', 'mov', 'mkv', 'webm', 'npy'] },
  ]
  return (await window.tracksieve?.pickFiles({ title: 'Import tracks', filters, multiple: true })) ?? []
}

export function ImportDialog({ files, film }: ImportDialogProps) {
  const open = Boolean(useCatalogue().data)
  const [choices, setChoices] = useState<ImportChoices>({ files, fps: null, skipBadRows: false })
  const [ownTarget, setOwnTarget] = useState<string | null>(null)
  const [starting, setStarting] = useState(false)
  const [clipJob, setClipJob] = useState<number | null>(null)
  const clipSet = useClipInspection(choices)
  const isClipSet = choices.files.length === 1 && Boolean(clipSet.data ?? clipSet.error)
  const inspection = useInspection(choices, choices.files.length > 1 || clipSet.data === null)
  const found = inspection.data
  const target = ownTarget ?? suggestCatalogue(choices.files)
  const newCatalogue = open ? null : { folder: target, onChange: setOwnTarget }

  const choose = (paths: string[]): void => setChoices({ ...choices, files: paths })
  const missing =
    choices.files.length === 0
      ? film
        ? 'Choose a film and the file of its tracks'
        : 'Choose the files first'
      : inspection.isFetching || clipSet.isFetching
        ? 'Still looking at the files'
        : isClipSet
          ? clipSet.data
            ? null
            : 'See what has to be put right'
          : !found || found.sequences.length === 0 || found.problems.length > 0
            ? 'See what has to be put right'
            : null

  async function start(): Promise<void> {
    setStarting(true)
    try {
      if (!open && !(await createCatalogue(target))) return
      if (clipSet.data) {
        const { file } = clipSet.data
        return setClipJob((await engine.generate.importClips({ path: file, fps: choices.fps })).job)
      }
      await engine.interchange.start(importInput(choices))
      closeDialog()
      go('library')
    } catch (error) {
      sayError(error)
    } finally {
      setStarting(false)
    }
  }

  if (clipJob !== null) return <ClipsComing job={clipJob} onBack={() => setClipJob(null)} />
  const tracks = found?.sequences.reduce((sum, one) => sum + one.tracks, 0) ?? 0
  return (
    <Dialog
      title={film ? 'Open a video with its tracks' : 'Import tracks'}
      className="import-dlg"
      onClose={closeDialog}
      footer={
        <>
          {window.tracksieve && (
            <Button onClick={() => void pickBySystem().then((paths) => paths.length > 0 && choose(paths))}>
              Choose elsewhere…
            </Button>
          )}
          <span className="muted ell">
            {choices.files.length === 0
              ? 'Select files or folders; a folder is one sequence'
              : `${plural(choices.files.length, 'file')} chosen`}
          </span>
          <span className="sp" />
          <Button keys="Esc" onClick={closeDialog}>
            Cancel
          </Button>
          <Button
            variant="primary"
            big
            disabledReason={starting ? 'It is being started' : missing}
            onClick={() => void start()}
          >
            {clipSet.data && isClipSet
              ? `Import ${plural(clipSet.data.clips, 'clip')}`
              : tracks > 0
                ? `Import ${plural(tracks, 'track')}`
                : 'Import'}
          </Button>
        </>
      }
    >
      <div className="import-cols">
        <div>
          <FileBrowser picks="files" selected={choices.files} onSelect={choose} />
        </div>
        {isClipSet ? (
          <ClipsFound
            found={clipSet.data ?? null}
            error={clipSet.error}
            choices={choices}
            onChange={setChoices}
            catalogue={newCatalogue}
          />
        ) : (
          <ImportFound
            film={film}
            choices={choices}
            onChange={setChoices}
            inspection={inspection}
            catalogue={newCatalogue}
          />
        )}
      </div>
    </Dialog>
  )
}
