using System.Collections.Immutable;
using Plimsoll.Policy.Scanners.CustomResources;
using Plimsoll.Policy.Scanners.Declarations;
using Plimsoll.Policy.Scanners.Expressions;
using Plimsoll.Policy.Scanners.Text;

namespace Plimsoll.Policy.Scanners.Terraform;

/// <summary>
/// The images among values whose meaning only a module knows: its arguments, the inputs of Terragrunt. A value counts where its key
/// says that it is an image and its text can be no image of a machine, which has neither tag, digest nor registry.
/// </summary>
/// <param name="texts">The texts that a node can come to, unknown parts marked; none where it is no text.</param>
internal sealed class ArgumentImages(Func<SourceNode, IReadOnlyList<string>> texts)
{
    private const int MaximumDepth = 32;

    private readonly List<Argument> _arguments = [];

    /// <summary>An image: the node that is all of it, or its repository beside its other parts.</summary>
    internal sealed record Argument(SourceNode Image)
    {
        /// <summary>Whether <see cref="Image"/> is the whole reference, and not only its repository.</summary>
        public bool IsWhole => Tag is null && Digest is null && Registry is null;

        public SourceNode? Registry { get; init; }
        public SourceNode? Tag { get; init; }
        public SourceNode? Digest { get; init; }
    }

    /// <summary>Finds them.</summary>
    public static IReadOnlyList<Argument> Find(SourceMapping arguments, Func<SourceNode, IReadOnlyList<string>> texts)
    {
        var images = new ArgumentImages(texts);
        images.Walk(arguments, "", isContainer: false, 0);
        return images._arguments;
    }

    private void Walk(SourceNode node, string key, bool isContainer, int depth)
    {
        if (depth > MaximumDepth)
            return;

        isContainer |= key.StartsWith("container", StringComparison.OrdinalIgnoreCase) || key.EndsWith("containers", StringComparison.OrdinalIgnoreCase);
        switch (node)
        {
            case SourceAlternatives choice:
                foreach (var option in choice.Options)
                    Walk(option, key, isContainer, depth + 1);
                break;
            case SourceSequence sequence:
                foreach (var item in sequence.Items)
                    Walk(item, "", isContainer, depth + 1);
                break;
            case SourceMapping mapping:
                var parted = Parted(mapping, IsImageKey(key));
                foreach (var (name, value) in mapping.Effective())
                {
                    if (value is SourceMapping or SourceSequence || value is SourceAlternatives { Options: var options } && options.Any(option => option is not SourceScalar))
                    {
                        if (!IsData(name.Value))
                            Walk(value, name.Value, isContainer, depth + 1);
                    }
                    else if (IsWholeKey(name.Value) && !parted.Contains(value) && texts(value) is { Count: > 0 } found && found.Any(text => IsEvident(text, isContainer || IsContainerKey(name.Value))))
                    {
                        _arguments.Add(new Argument(value));
                    }
                }

                break;
        }
    }

    /// <summary>Adds the images whose tag or digest has a key of its own, and returns the nodes of their repositories.</summary>
    private ImmutableArray<SourceNode> Parted(SourceMapping mapping, bool isImage)
    {
        var repositories = ImmutableArray.CreateBuilder<SourceNode>();
        foreach (var (key, repository) in mapping.Effective())
        {
            var name = key.Value;
            SourceNode? tag, digest = null, registry = null;
            if (name.EndsWith("repository", StringComparison.Ordinal) && (isImage || name.EndsWith("image_repository", StringComparison.Ordinal) || (name == "repository" && mapping["registry"] is not null)))
                (registry, tag, digest) = (mapping[name[..^"repository".Length] + "registry"], mapping[name[..^"repository".Length] + "tag"], mapping[name[..^"repository".Length] + "digest"]);
            else if (IsImageKey(name))
                tag = mapping[name + "_tag"] ?? (name == "image" || (name.EndsWith("_image", StringComparison.Ordinal) && (mapping["image"] ?? mapping["image_repository"]) is null) ? mapping["image_tag"] : null);
            else
                continue;

            if ((tag ?? digest) is null || !texts(repository).Any(IsRepository) || texts((digest ?? tag)!).Count == 0)
                continue;

            repositories.Add(repository);
            _arguments.Add(new Argument(repository) { Registry = registry, Tag = tag, Digest = digest });
        }

        return repositories.ToImmutable();
    }

    /// <summary>Whether a text is a repository without a tag.</summary>
    private static bool IsRepository(string text) =>
        IsNoMachine(text) && !ReferenceText.HasSelector(text) && ReferenceText.IsReference(text);

    /// <summary>Whether a text can be nothing but an image of a container; one that is not known at all, where its place says so.</summary>
    private static bool IsEvident(string text, bool isContainer)
    {
        if (!text.AsSpan().ContainsAnyExcept(ImageUse.Unknown, '/', '-'))
            return isContainer && text.Length > 0;
        if (!IsNoMachine(text))
            return false;

        // Before a slash, what is not known is a registry; behind it stands a name.
        return ReferenceText.IsCertain(text)
            || (text[0] == ImageUse.Unknown && text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash && char.IsAsciiLetter(text[Math.Min(slash + 1, text.Length - 1)]));
    }

    private static bool IsNoMachine(string text) =>
        !text.StartsWith("aws/codebuild/", StringComparison.Ordinal) && !text.StartsWith("projects/", StringComparison.Ordinal) && !text.Contains("/images/", StringComparison.Ordinal) && !text.Contains("://", StringComparison.Ordinal);

    private static bool IsImageKey(string key) => key.EndsWith("image", StringComparison.OrdinalIgnoreCase);

    private static bool IsWholeKey(string key) =>
        IsImageKey(key) || key.EndsWith("image_uri", StringComparison.Ordinal) || key.EndsWith("image_url", StringComparison.Ordinal) || key.EndsWith("image_name", StringComparison.Ordinal) || key.EndsWith("image_identifier", StringComparison.Ordinal);

    private static bool IsContainerKey(string key) =>
        key.Contains("container", StringComparison.OrdinalIgnoreCase) || key.Contains("docker", StringComparison.OrdinalIgnoreCase) || key.EndsWith("image_uri", StringComparison.Ordinal);

    private static bool IsData(string key) =>
        DataKeys.IsData(key) || key is "tags" or "env" or "environment" or "environment_variables" or "env_vars" or "variables" or "metadata" or "user_data" or "secrets" or "providers";
}
