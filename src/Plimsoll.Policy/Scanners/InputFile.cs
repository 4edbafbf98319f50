using Plimsoll.Oci;
using Plimsoll.Policy.Scanners.Docker;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners;

/// <summary>Content that is checked as a file that is not there.</summary>
/// <param name="File">The file, as one that the caller named.</param>
/// <param name="Overlay">Where its content is read.</param>
internal sealed record InputFile(CandidateFile File, FileOverlay Overlay)
{
    private const string Unnamed = "<stdin>";

    /// <exception cref="PlimsollException">Its name is not that of a file (exit code 2).</exception>
    public static InputFile Create(CheckInput input, string baseDirectory)
    {
        var bytes = input.Content.ToArray();

        // What it refers to is relative to the base directory, so that it is in that folder with or without a name.
        var fullPath = Path.GetFullPath(input.Name is null ? NameFor(FileContent.Text(bytes)) : RequireFile(input.Name, baseDirectory), baseDirectory);
        var file = new CandidateFile(fullPath, input.Name is null ? Unnamed : ReportedPath.From(fullPath, baseDirectory), IsExplicit: true);
        return new InputFile(file, FileOverlay.Of(new Dictionary<string, byte[]>(StringComparer.Ordinal) { [fullPath] = bytes }));
    }

    /// <summary>A file name of the kind that the content has; scripts are known by their first line if their name has no extension.</summary>
    private static string NameFor(string text) =>
        DockerfileScanner.StartsAsOne(text) ? Unnamed + ".Dockerfile"
        : text.StartsWith("#!", StringComparison.Ordinal) ? Unnamed
        : text.AsSpan().TrimStart() is ['{' or '[', ..] ? Unnamed + ".json"
        : Unnamed + ".yaml";

    private static string RequireFile(string name, string baseDirectory) =>
        name.Length > 0 && !Path.EndsInDirectorySeparator(name) && !Directory.Exists(Path.GetFullPath(name, baseDirectory)) ? name
        : throw PlimsollException.Usage($"'{name}' is not the name of a file.", "Name the file that the input stands for, for example deploy/production/web.yaml.");
}
