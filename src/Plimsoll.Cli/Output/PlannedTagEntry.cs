using Plimsoll.Tags;

namespace Plimsoll.Cli.Output;

/// <summary>One tag that is to name the image.</summary>
internal sealed record PlannedTagEntry(string Tag, string Strategy, Mutability Mutability, TagAction Action, string? Before, string After);
