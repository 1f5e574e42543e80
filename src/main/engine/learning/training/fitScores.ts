/** What a trained network's scores are made into, from the validation part: calibration, and the thresholds that go with it. */

import type { ModelDescription } from '../files/modelDescription.ts'
import { calibrateAll, fitCalibration } from '../judging/calibrate.ts'
import { thresholdKeeping } from '../judging/metrics.ts'
import { meanOf, type StepResult } from '../scoring/score.ts'

/** `validated`: of the validation tracks, before they are calibrated; `videos` = the video of each; `expected`: scale. */
export function fitScores(
  validated: readonly StepResult[],
  real: readonly boolean[],
  videos: readonly number[],
  expected = 1,
): Pick<ModelDescription, 'calibration' | 'keep95' | 'keep99'> {
  const calibration = fitCalibration(
    validated.map(({ scores }, i) => ({ steps: scores, real: real[i]!, video: videos[i]! })),
    expected,
  )
  const scores = validated.map((result) => meanOf(calibrateAll(calibration, result.scores)))
  return {
    calibration,
    keep95: thresholdKeeping({ scores, real }, 0.95),
    keep99: thresholdKeeping({ scores, real }, 0.99),
  }
}
