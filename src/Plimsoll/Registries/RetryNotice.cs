namespace Plimsoll.Registries;

/// <summary>An attempt failed and another follows.</summary>
/// <param name="Registry">Host and, where given, port.</param>
/// <param name="Attempt">The number of the attempt that failed, from 1.</param>
/// <param name="Delay">How long the client waits before the next.</param>
/// <param name="Reason">Why it failed, without secrets.</param>
public sealed record RetryNotice(string Registry, int Attempt, TimeSpan Delay, string Reason)
{
    /// <summary>The notice as a sentence.</summary>
    public override string ToString() => FormattableString.Invariant($"retry in {Delay.TotalSeconds:0.0} s (attempt {Attempt + 1}): {Reason.TrimEnd('.')}");
}
