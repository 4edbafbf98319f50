using System.Text.RegularExpressions;
using Plimsoll.Policy.Scanners.Docker;
using Plimsoll.Publishing.Initialization.Drafts;

namespace Plimsoll.Publishing.Initialization.Sources;

/// <summary>Finds Dockerfiles, and the directory whose files each uses.</summary>
internal static partial class Dockerfiles
{
    public static void Find(RepositoryTree tree, ConfigurationDraft draft)
    {
        foreach (var file in tree.Files.Where(file => FileName.IsMatch(file) && RepositoryTree.IsOfProduct(file) && !draft.Images.Exists(image => image.Path == file)))
        {
            var context = FindContext(tree, file);
            draft.Images.Add(new DraftImage { Name = NameOf(tree, file), Kind = "dockerfile", Path = file, Context = context });
            draft.Converted(file, null, context == "." && RepositoryTree.FolderOf(file).Length > 0 ? "Dockerfile that uses the files of the whole repository" : "Dockerfile");
        }
    }

    /// <summary>What an image is called: its folder, with the part of the file's name that tells it from others there.</summary>
    public static string NameOf(RepositoryTree tree, string file)
    {
        var folder = RepositoryTree.FolderOf(file);
        var variant = Variant.Match(Path.GetFileName(file)) is { Success: true } match ? match.Groups["a"].Value + match.Groups["b"].Value : "";
        var name = folder.Length > 0 ? folder[(folder.LastIndexOf('/') + 1)..] : variant.Length > 0 ? "" : Path.GetFileName(tree.Root);
        return Invalid.Replace(string.Join('-', new[] { name, variant }.Where(part => part.Length > 0)).ToLowerInvariant(), "-").Trim('-', '.', '_') is { Length: > 0 } valid ? valid : "app";
    }

    /// <summary>Its own folder, unless what it copies is only there from the root: Dockerfiles of .NET solutions are such.</summary>
    private static string FindContext(RepositoryTree tree, string file)
    {
        var folder = RepositoryTree.FolderOf(file);
        if (folder.Length == 0 || tree.ReadText(file) is not { } text)
            return ".";

        var copied = DockerfileReader.Read(text, CancellationToken.None).Instructions
            .Where(instruction => instruction.Keyword.Text.ToUpperInvariant() is "COPY" or "ADD" && !instruction.Flags.Any(flag => flag.Text.StartsWith("--from", StringComparison.OrdinalIgnoreCase)))
            .SelectMany(instruction => instruction.Arguments.SkipLast(1).Select(word => word.Text.Trim('[', ']', '"', ',')))
            .Where(path => path.Length > 0 && !path.AsSpan().ContainsAny("*?$<") && path is not ("." or "./"))
            .ToList();
        return copied.Exists(path => !Exists(tree, folder, path) && Exists(tree, "", path)) ? "." : folder;
    }

    private static bool Exists(RepositoryTree tree, string folder, string path) =>
        RepositoryTree.Join(folder, path) is { } joined && (joined.Length == 0 || Path.Exists(Path.Combine(tree.Root, joined)));

    [GeneratedRegex(@"(?:\A|/)(?:(?:Dockerfile|Containerfile)(?:\.(?!dockerignore\z|md\z)[A-Za-z0-9_-]+)?|[A-Za-z0-9_-]+\.Dockerfile)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex FileName { get; }

    [GeneratedRegex(@"\A(?:(?:Dockerfile|Containerfile)\.(?<a>.+)|(?<b>.+)\.Dockerfile)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Variant { get; }

    [GeneratedRegex("[^a-z0-9._-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Invalid { get; }
}
