namespace Plimsoll.Build.Generators.Solutions;

/// <summary>Reads <c>.slnf</c> files.</summary>
internal static class SolutionFilterReader
{
    /// <returns>The path of the solution from the filter, and those of the projects from the solution, with slashes.</returns>
    /// <exception cref="UnreadableSolutionException">It is not a filter.</exception>
    public static (string Solution, IReadOnlyCollection<string> Projects) Read(SolutionFile file)
    {
        if (JsonText.Read(file) is IReadOnlyDictionary<string, object?> json
            && json.TryGetValue("solution", out var value) && value is IReadOnlyDictionary<string, object?> filter
            && filter.TryGetValue("path", out var path) && path is string solution
            && filter.TryGetValue("projects", out var list) && list is IReadOnlyList<object?> projects)
            return (FilePath.Normalize(solution), [.. projects.OfType<string>().Select(FilePath.Normalize)]);
        throw UnreadableSolutionException.NotValid(file.Path, 1, "it is not a filter of a solution");
    }
}
