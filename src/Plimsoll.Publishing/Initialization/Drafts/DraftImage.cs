namespace Plimsoll.Publishing.Initialization.Drafts;

/// <summary>Something that is built.</summary>
internal sealed record DraftImage
{
    /// <summary>What it is called among several.</summary>
    public required string Name { get; init; }

    /// <summary><c>dockerfile</c> or <c>project</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The Dockerfile or the project, relative to the directory, with forward slashes.</summary>
    public required string Path { get; init; }

    /// <summary>The directory whose files a Dockerfile uses.</summary>
    public string Context { get; init; } = ".";

    /// <summary>The name it is published as, with or without registry; <c>null</c> for none of its own.</summary>
    public string? Image { get; init; }

    /// <summary>The stage of the Dockerfile, or <c>null</c>.</summary>
    public string? Target { get; init; }

    /// <summary>The base image of a project, or <c>null</c>.</summary>
    public string? Base { get; init; }

    /// <summary>The platforms.</summary>
    public IReadOnlyList<string> Platforms { get; init; } = [];

    /// <summary>The build arguments.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>The folder that it belongs to.</summary>
    public string Folder => RepositoryTree.FolderOf(Path);
}
