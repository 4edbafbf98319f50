using Plimsoll.Tags;

namespace Plimsoll.Cli.Output;

/// <summary>One derived tag.</summary>
internal sealed record TagEntry(string Value, string Strategy, Mutability Mutability, string Reason, IReadOnlyList<string> References);
