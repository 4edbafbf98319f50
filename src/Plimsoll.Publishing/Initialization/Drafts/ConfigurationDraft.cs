namespace Plimsoll.Publishing.Initialization.Drafts;

/// <summary>The configuration as far as it was found. What is found first counts; what says otherwise later is noted.</summary>
internal sealed class ConfigurationDraft
{
    private readonly List<InitializationNote> _notes = [];

    /// <summary>The image's name without a registry, or <c>null</c>.</summary>
    public string? Image { get; private set; }

    /// <summary>The registry, or <c>null</c>.</summary>
    public string? Registry { get; private set; }

    /// <summary>What is built, in the order it was found.</summary>
    public List<DraftImage> Images { get; } = [];

    /// <summary>The entries of <c>tags:</c> as YAML, or <c>null</c> for the defaults.</summary>
    public IReadOnlyList<string>? Tags { get; private set; }

    /// <summary>The members of <c>version:</c>.</summary>
    public Dictionary<string, string> Version { get; } = new(StringComparer.Ordinal);

    /// <summary>The labels.</summary>
    public Dictionary<string, string> Labels { get; } = new(StringComparer.Ordinal);

    /// <summary>The components.</summary>
    public List<DraftComponent> Components { get; } = [];

    /// <summary>The environments.</summary>
    public List<DraftEnvironment> Environments { get; } = [];

    /// <summary>What was converted and what was not, in the order of files and lines.</summary>
    public IReadOnlyList<InitializationNote> Notes => [.. _notes.Distinct().OrderBy(note => note.File, StringComparer.Ordinal).ThenBy(note => note.Line ?? 0)];

    public void Converted(string file, long? line, string text) => _notes.Add(new InitializationNote(IsConverted: true, file, line, text));

    public void Unconverted(string file, long? line, string text) => _notes.Add(new InitializationNote(IsConverted: false, file, line, text));

    /// <summary>Takes the name of an image, with or without its registry.</summary>
    public void NameImage(string name, string file, long? line)
    {
        var (registry, image) = Split(name.ToLowerInvariant());
        if (Image is null)
        {
            (Image, Registry) = (image, Registry ?? registry);
            Converted(file, line, $"image {name}");
        }
        else if (image != Image || (registry is not null && registry != Registry))
        {
            Unconverted(file, line, $"image {name}: the image is already {(Registry is null ? "" : $"{Registry}/")}{Image}; publish to a second one with 'plimsoll copy'");
        }
    }

    /// <summary>Takes the registry of what has none in its name.</summary>
    public void NameRegistry(string registry, string file, long? line)
    {
        Registry ??= registry;
        if (Registry == registry)
            Converted(file, line, $"registry {registry}");
        else
            Unconverted(file, line, $"registry {registry}: the registry is already {Registry}");
    }

    /// <summary>A name and a registry for what has none yet: what is asked for, before anything is found, or a guess, behind that.</summary>
    public void Default(string? registry, string? image)
    {
        Registry ??= Image is null ? registry : null;
        Image ??= image;
    }

    /// <summary>Takes tag rules.</summary>
    public void SetTags(IReadOnlyList<string> tags, string file, long? line)
    {
        if (Tags is null && tags.Count > 0)
        {
            Tags = [.. tags.Distinct()];
            Converted(file, line, $"tags: {string.Join(", ", tags.Distinct())}");
        }
        else if (Tags is not null && !Tags.SequenceEqual(tags.Distinct()))
        {
            Unconverted(file, line, "tags: the rules of another file are already used");
        }
    }

    /// <summary>Takes a member of <c>version:</c>.</summary>
    public void SetVersion(string name, string value, string file, long? line, string from)
    {
        if (Version.TryAdd(name, value) || Version[name] == value)
            Converted(file, line, $"{from} is version.{name}: {(value.Length == 0 ? "''" : value)}");
        else
            Unconverted(file, line, $"{from}: version.{name} is already {Version[name]}");
    }

    /// <summary>The registry of a name, as Docker tells it: the first part is a host if it has a dot or a port, or is localhost.</summary>
    public static (string? Registry, string Image) Split(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && (name[..slash].AsSpan().ContainsAny('.', ':') || name[..slash] == "localhost") ? (name[..slash], name[(slash + 1)..]) : (null, name);
    }
}
