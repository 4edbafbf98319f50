using Plimsoll.Tags;

namespace Plimsoll.Cli.Output;

/// <summary>A tag of a receipt as it is now: <c>same</c>, <c>moved</c>, <c>differs</c> or <c>missing</c>.</summary>
internal sealed record VerifiedTagEntry(string Tag, Mutability Mutability, string State, string Expected, string? Now);
