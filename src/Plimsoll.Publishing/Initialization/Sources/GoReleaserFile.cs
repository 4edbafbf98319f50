using System.Text.RegularExpressions;
using Plimsoll.Publishing.Initialization.Drafts;
using YamlDotNet.RepresentationModel;

namespace Plimsoll.Publishing.Initialization.Sources;

/// <summary>Converts the images of GoReleaser: <c>dockers</c>, <c>dockers_v2</c>, <c>docker_manifests</c> and <c>kos</c>.</summary>
internal static partial class GoReleaserFile
{
    private static readonly string[] Names = [".goreleaser.yaml", ".goreleaser.yml", "goreleaser.yaml", "goreleaser.yml", ".config/goreleaser.yaml", ".config/goreleaser.yml"];

    public static void Read(RepositoryTree tree, ConfigurationDraft draft)
    {
        foreach (var file in tree.Files.Where(Names.Contains))
        {
            var root = YamlTree.Read(tree, file, draft);
            var tags = new TemplatedTags();
            var line = (long?)null;
            foreach (var node in YamlTree.Items(YamlTree.Child(root, "dockers")).Concat(YamlTree.Items(YamlTree.Child(root, "docker_manifests"))))
                foreach (var template in YamlTree.Items(YamlTree.Child(node, "image_templates")).Concat(YamlTree.Items(YamlTree.Child(node, "name_template"))).OfType<YamlScalarNode>())
                    line = ReadTemplate(file, template, tags, draft) is { } at ? line ?? at : line;
            foreach (var node in YamlTree.Items(YamlTree.Child(root, "dockers_v2")))
                ReadLists(file, node, YamlTree.Items(YamlTree.Child(node, "images")), tags, ref line, draft);
            foreach (var node in YamlTree.Items(YamlTree.Child(root, "kos")))
            {
                ReadLists(file, node, [.. YamlTree.Items(YamlTree.Child(node, "repositories")), .. YamlTree.Items(YamlTree.Child(node, "repository"))], tags, ref line, draft);
                draft.Unconverted(file, node.Start.Line, "kos: Go programs are not built; let 'ko build --oci-layout-path out' write a layout and publish it with source: oci:out");
            }

            ReadBuilds(tree, file, root, draft);
            draft.SetTags(tags.Entries, file, line);
        }
    }

    private static void ReadLists(string file, YamlNode node, IReadOnlyList<YamlNode> images, TemplatedTags tags, ref long? line, ConfigurationDraft draft)
    {
        foreach (var image in images.OfType<YamlScalarNode>())
            Name(file, image.Value ?? "", image.Start.Line, draft);
        foreach (var tag in YamlTree.Items(YamlTree.Child(node, "tags")).OfType<YamlScalarNode>())
        {
            line ??= tag.Start.Line;
            AddTag(file, tag.Value ?? "", tag.Start.Line, tags, draft);
        }
    }

    /// <summary>A whole reference. Those of one platform are joined to an index of all, whose tags have no platform.</summary>
    private static long? ReadTemplate(string file, YamlScalarNode node, TemplatedTags tags, ConfigurationDraft draft)
    {
        var text = node.Value ?? "";
        var colon = LastColon.Match(text) is { Success: true } match ? match.Index : -1;
        if (colon < 0)
        {
            Name(file, text, node.Start.Line, draft);
            return null;
        }

        Name(file, text[..colon], node.Start.Line, draft);
        AddTag(file, OfPlatform.Replace(text[(colon + 1)..], ""), node.Start.Line, tags, draft);
        return node.Start.Line;
    }

    private static void Name(string file, string name, long line, ConfigurationDraft draft)
    {
        if (name.Contains("{{", StringComparison.Ordinal) || name.Contains('$', StringComparison.Ordinal))
            draft.Unconverted(file, line, $"image {name}: the value of the template is not in the repository");
        else
            draft.NameImage(name, file, line);
    }

    private static void AddTag(string file, string tag, long line, TemplatedTags tags, ConfigurationDraft draft)
    {
        if (!tags.AddGoReleaser(tag))
            draft.Unconverted(file, line, $"tag {tag}: there is no strategy for it");
    }

    /// <summary>One build for all platforms of a Dockerfile: of one in each entry, or of a list.</summary>
    private static void ReadBuilds(RepositoryTree tree, string file, YamlNode? root, ConfigurationDraft draft)
    {
        var entries = new[] { "dockers", "dockers_v2" }.SelectMany(section => YamlTree.Items(YamlTree.Child(root, section)));
        foreach (var entry in entries.GroupBy(node => RepositoryTree.Join("", YamlTree.Text(node, "dockerfile") ?? "Dockerfile")))
        {
            var line = entry.First().Start.Line;
            if (entry.Key is not { } dockerfile || !tree.Files.Contains(dockerfile))
            {
                draft.Unconverted(file, line, $"dockerfile {entry.Key}: there is no such file in the repository");
                continue;
            }

            if (draft.Images.Exists(image => image.Path == dockerfile))
                continue;
            draft.Images.Add(new DraftImage
            {
                Name = Dockerfiles.NameOf(tree, dockerfile),
                Kind = "dockerfile",
                Path = dockerfile,
                Context = RepositoryTree.FolderOf(dockerfile) is { Length: > 0 } folder ? folder : ".",
                Platforms = [.. entry.SelectMany(node => YamlTree.Texts(YamlTree.Child(node, "platforms")).Concat(YamlTree.Text(node, "goarch") is { } architecture ? [$"{YamlTree.Text(node, "goos") ?? "linux"}/{architecture}"] : [])).Distinct()],
            });
            draft.Converted(file, line, $"GoReleaser builds {dockerfile}");
            draft.Unconverted(file, line, $"{dockerfile} copies programs that GoReleaser puts beside it; run 'goreleaser build' first, and set 'context' of the build to their folder");
        }
    }

    [GeneratedRegex(@":(?![^{]*\}\})(?=[^/:]*\z)", RegexOptions.CultureInvariant)]
    private static partial Regex LastColon { get; }

    [GeneratedRegex(@"-(?:amd64|arm64|arm64v8|armv6|armv7|386|ppc64le|s390x|riscv64)\z", RegexOptions.CultureInvariant)]
    private static partial Regex OfPlatform { get; }
}
