namespace Plimsoll.Tags;

/// <summary>One derived tag.</summary>
/// <param name="Value">The tag's text; always valid by the OCI grammar.</param>
/// <param name="Strategy">The name of the strategy that derived it.</param>
/// <param name="Mutability">Whether it may ever point to another image.</param>
/// <param name="Reason">Why it was derived, as a phrase such as <c>v2.1.0 is at HEAD</c>.</param>
public sealed record Tag(string Value, string Strategy, Mutability Mutability, string Reason);
