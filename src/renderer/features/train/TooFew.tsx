/** Nothing can be trained yet: what for, why not, and the one thing to do. */
import { Brain } from 'lucide-react'
import { useState } from 'react'
import type { TrainPlan } from '../../../shared/contract/learning.ts'
import { Button } from '../../components/Button.tsx'
import { EmptyView } from '../../components/EmptyView.tsx'
import { Meter } from '../../components/Meter.tsx'
import type { Shortage } from './planTable.ts'
import { reviewFor } from './trainActs.ts'

interface TooFewProps {
  shortage: Shortage
  plan: TrainPlan
  onAnyway(): void
}

export function TooFew({ shortage, plan, onAnyway }: TooFewProps) {
  const [busy, setBusy] = useState(false)
  const { have, need, missing } = shortage
  const act = (): void => {
    setBusy(true)
    void reviewFor({ labels: ['none'] }, false).finally(() => setBusy(false))
  }
  const words = `Label ${missing} more ${missing === 1 ? 'track' : 'tracks'} to train · ${have}/${need}`
  return (
    <div className="view tr-empty">
      <EmptyView
        icon={Brain}
        title="Train a model on your labels"
        action={
          <>
            <Meter done={have} total={need} label="Labels" />
            <Button
              variant="primary"
              big
              disabledReason={busy ? 'Review is being opened.' : null}
              onClick={act}
            >
              {words}
            </Button>
            <Button variant="quiet" onClick={onAnyway}>
              What needs no labels: tokenizer, pretraining
            </Button>
          </>
        }
      >
        It learns from them which tracks are objects, and filters the rest. It needs 20 labels with at least 5
        of each side, and has {have}: {shortage.real} persistent, {shortage.false} transient.{' '}
        {plan.unlabelled > 0 ? `${plan.unlabelled.toLocaleString('en')} tracks have none.` : ''}
      </EmptyView>
    </div>
  )
}
