namespace Plimsoll.Tags;

/// <summary>
/// The exact commit in seven hexadecimal digits, more where seven are ambiguous; immutable. A working tree with changes
/// is not that commit: it gets <c>-dirty</c>, which may move.
/// </summary>
internal static class GitShaStrategy
{
    public static void Derive(TagDerivation derivation)
    {
        var repository = derivation.Context.Repository;
        var value = derivation.Rules.ShaPrefix + repository.Head.AbbreviatedId;
        if (repository.IsDirty && !derivation.Rules.AllowDirty)
            derivation.Add(value + "-dirty", StrategyNames.GitSha, Mutability.Moving, $"HEAD is {repository.Head.Id}, but the working tree has changes ({repository.ChangedFiles[0]})");
        else
            derivation.Add(value, StrategyNames.GitSha, Mutability.Immutable, $"HEAD is {repository.Head.Id}");
    }
}
