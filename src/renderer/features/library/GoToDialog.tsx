/** Jumps to any place of the list by its number. */
import { useState } from 'react'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { NumberField } from '../../components/Field.tsx'
import { count } from '../../state/format.ts'
import { setPosition, useTrackList } from '../../state/trackList.ts'

export function GoToDialog({ onClose }: { onClose(): void }) {
  const { list, position } = useTrackList()
  const total = list?.total ?? 0
  const [to, setTo] = useState(position + 1)
  return (
    <Dialog title="Go to position" className="goto-dlg" onClose={onClose}>
      <form
        className="dlg-body goto"
        onSubmit={(event) => {
          event.preventDefault()
          onClose()
          setPosition(to - 1)
        }}
      >
        <NumberField
          label="Position"
          value={to}
          min={1}
          max={Math.max(1, total)}
          whole
          unit={`of ${count(total)}`}
          onChange={setTo}
        />
        <Button variant="primary" type="submit" keys="Enter">
          Go
        </Button>
      </form>
    </Dialog>
  )
}
