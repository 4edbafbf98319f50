namespace Plimsoll.Policy.Scanners.CustomResources;

/// <summary>A place in a kind of resource that names an image.</summary>
/// <param name="Group">The API group, without its version; <c>*.x</c> stands for <c>x</c> and all groups below it.</param>
/// <param name="Kinds">The kinds, separated by blanks, or <c>*</c> for all of the group.</param>
/// <param name="Path">
/// The keys that lead to the scalar, or to the mapping where <see cref="Repository"/> is set, separated by dots: <c>*</c> stands for each
/// item or value, <c>**</c> for any number of keys, and <c>*image</c> for every key that ends so, in any case.
/// </param>
internal sealed record ResourceField(string Group, string Kinds, string Path)
{
    private readonly string[] _kinds = Kinds.Split(' ');

    /// <summary>The keys of <see cref="Path"/>.</summary>
    public string[] Segments { get; } = Path.Split('.');

    /// <summary>The key of the repository where the parts of the image stand apart; else <c>null</c>.</summary>
    public string? Repository { get; init; }

    /// <summary>The keys beside it that can hold the tag; the first that is set counts.</summary>
    public string[] Tags { get; init; } = [];

    /// <summary>The key beside it that holds the digest, with or without its algorithm, or <c>null</c>.</summary>
    public string? Digest { get; init; }

    /// <summary>The last part of the name, which the operator appends to the repository, or <c>null</c>.</summary>
    public string? Name { get; init; }

    /// <summary>A key beside it that replaces all of these where it is set, or <c>null</c>.</summary>
    public string? UnlessSet { get; init; }

    /// <summary>What stands before the reference and does not belong to it: <c>docker://</c>; other texts are no images.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether the image is what the resource builds.</summary>
    public bool IsBuiltHere { get; init; }

    /// <summary>Why no digest can be written there, or <c>null</c>.</summary>
    public string? PinRefusal { get; init; }

    /// <summary>One of <see cref="FileKinds"/>.</summary>
    public string FileKind { get; init; } = FileKinds.Kubernetes;

    /// <summary>Whether the field is one of this kind of resource.</summary>
    public bool IsOf(string group, string kind) => IsIn(group, Group) && (Kinds == "*" || _kinds.Contains(kind, StringComparer.Ordinal));

    /// <summary>Whether a group is the one meant, or below it where that starts with <c>*.</c>.</summary>
    internal static bool IsIn(string group, string pattern) =>
        group == pattern || (pattern.StartsWith("*.", StringComparison.Ordinal) && (group.EndsWith(pattern[1..], StringComparison.Ordinal) || group == pattern[2..]));
}
