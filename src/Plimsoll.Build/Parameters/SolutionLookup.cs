namespace Plimsoll.Build.Parameters;

/// <summary>Finds the solution of a <c>[Solution]</c> member that is not given as a parameter.</summary>
internal static class SolutionLookup
{
    /// <summary>
    /// Finds it when it is first used: targets that use no solution run where there is none.
    /// </summary>
    public static Solution Find(SolutionAttribute attribute, BuildParameter parameter, AbsolutePath root) =>
        Solution.Create(parameter.Type, () => attribute.RelativePath is { } path ? root / path.Replace('\\', '/') : FindOnly(parameter, root));

    private static AbsolutePath FindOnly(BuildParameter parameter, AbsolutePath root)
    {
        var found = root.GlobFiles("*.{sln,slnx}");
        var advice = $"Name one: {parameter.Option} PATH, \"{parameter.Name}\": \"PATH\" in {ParameterFile.GetRelativePath(null)}, or [Solution(\"PATH\")].";
        return found switch
        {
            [var only] => only,
            [] => throw BuildException.Usage($"There is no solution in {root} for {parameter.Name}.", advice),
            _ => throw BuildException.Usage($"There are {found.Count} solutions in {root} for {parameter.Name}: {string.Join(", ", found.Select(f => f.Name))}.", advice),
        };
    }
}
