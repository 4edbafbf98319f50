namespace Plimsoll.MetadataAction.Rules;

/// <summary>What rules derive: one main tag, others beside it, and whether <c>latest</c> goes with them.</summary>
/// <param name="Main">The first tag, which is the version; <c>null</c> where no rule gave one.</param>
/// <param name="Partial">The others, each once, in the order of their rules.</param>
/// <param name="IsLatest">Whether <c>latest</c> is added: what the rule of the first tag says.</param>
/// <param name="Warnings">Why rules gave nothing that should have.</param>
public sealed record MetadataVersion(string? Main, IReadOnlyList<string> Partial, bool IsLatest, IReadOnlyList<string> Warnings);
