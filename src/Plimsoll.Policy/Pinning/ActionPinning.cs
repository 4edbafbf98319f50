namespace Plimsoll.Policy.Pinning;

/// <summary>How actions are pinned to commits, beside images.</summary>
/// <param name="Source">Tells which commits tags name.</param>
internal sealed record ActionPinning(IActionSource Source)
{
    /// <summary>The policy whose rule <c>unpinned-action</c> says in which files. The default is <c>null</c>: in all.</summary>
    public ImagePolicy? Policy { get; init; }
}
