using System.Text.Json;

namespace Plimsoll.Build;

/// <summary>A <c>.slnf</c> file: some projects of a solution, by their paths from it.</summary>
internal sealed record SolutionFilter(AbsolutePath Solution, IReadOnlyList<AbsolutePath> Projects)
{
    /// <summary>Reads a filter.</summary>
    /// <exception cref="BuildException">It does not exist or is not valid (exit code 2).</exception>
    public static SolutionFilter Read(AbsolutePath file)
    {
        if (!file.FileExists())
            throw BuildException.Usage($"Solution {file} does not exist.");
        try
        {
            using var json = JsonDocument.Parse(
                file.ReadAllText(), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var filter = json.RootElement.GetProperty("solution");
            var solution = PathOf(filter.GetProperty("path"), file.Parent!);
            return new SolutionFilter(solution, [.. filter.GetProperty("projects").EnumerateArray().Select(p => PathOf(p, solution.Parent!))]);
        }
        catch (JsonException exception)
        {
            throw BuildException.Usage($"Solution {file}, line {exception.LineNumber + 1} is not valid: {exception.Message}", null, exception);
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException)
        {
            throw BuildException.Usage(
                $"Solution {file} is not valid: it is not a filter of a solution.",
                """It has the form {"solution": {"path": "App.slnx", "projects": ["src/App/App.csproj"]}}.""",
                exception);
        }
    }

    // Visual Studio writes backslashes on every system.
    private static AbsolutePath PathOf(JsonElement text, AbsolutePath directory) =>
        text.GetString() is { } path && !path.Contains('\0')
            ? AbsolutePath.Create(path.Replace('\\', '/'), directory)
            : throw new InvalidOperationException("A path is null or no file's.");
}
