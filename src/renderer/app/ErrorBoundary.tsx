/** A fault in one view must not take the window down: it says so and offers the way on. */
import { Component, type ReactNode } from 'react'

interface ErrorBoundaryProps {
  children: ReactNode
  /** Another key tries again: the view, for example. */
  resetKey?: string
}

interface ErrorBoundaryState {
  error: Error | null
  resetKey: string | undefined
}

export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, resetKey: this.props.resetKey }

  static getDerivedStateFromError(error: Error): Partial<ErrorBoundaryState> {
    return { error }
  }

  static getDerivedStateFromProps(
    props: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): ErrorBoundaryState | null {
    return props.resetKey === state.resetKey ? null : { error: null, resetKey: props.resetKey }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    return (
      <div className="empty" role="alert">
        <h2>This view has failed</h2>
        <p>{error.message} All labels are stored. This is a fault of Tracksieve; please report it.</p>
        <button type="button" className="b act big" onClick={() => this.setState({ error: null })}>
          Show the view again
        </button>
      </div>
    )
  }
}
