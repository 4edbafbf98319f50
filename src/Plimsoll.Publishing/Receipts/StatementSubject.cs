namespace Plimsoll.Publishing.Receipts;

/// <summary>What a statement is about.</summary>
/// <param name="Name">The image's name without tag.</param>
/// <param name="Digest">Its digest: algorithm → hexadecimal.</param>
internal sealed record StatementSubject(string Name, IReadOnlyDictionary<string, string> Digest);
