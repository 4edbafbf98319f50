namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>
/// Images that are properties of objects or arguments by name, as in programs of Pulumi and cdk8s: <c>image: "…"</c>,
/// <c>Image = "…"</c>, <c>"image": "…"</c>, <c>.image("…")</c>. A text without tag, digest or registry is one only within something that is
/// called a container; a name whose value the file does not give may be an image that is built.
/// </summary>
internal sealed class ImageProperties(CodeFile file, ScanContext context, string kind)
{
    private const string Remote = "RemoteImage";
    private const int MaximumDepth = 32;

    private static readonly string[] Names = ["image", "Image", "imageUri", "ImageUri", "image_uri", "imageIdentifier", "ImageIdentifier", "image_identifier"];

    /// <summary>Adds the images.</summary>
    public void Scan()
    {
        var open = new Stack<int>();
        for (var i = 0; i < file.Tokens.Count; i++)
        {
            if (file.IsOpen(i))
                open.Push(i);
            else if (file.IsClose(i))
                _ = open.TryPop(out _);
            else if (open.Count > 0 && NameAt(i) is { } name)
                Property(i, name, open);
        }
    }

    private void Property(int i, string name, Stack<int> open)
    {
        var isRemote = name is "name" or "Name" && IsRemote(i, open);
        if (!isRemote && !Names.Contains(name))
            return;

        if (ValueStart(i) is { } start)
            Add(CodeFormats.ValueAt(file, start), isCertain: isRemote || open.Take(MaximumDepth).Any(IsContainer));
        else if (file.Language is CodeLanguage.Java or CodeLanguage.Kotlin && file.CallOf(i) is { } call && file.Arguments(call) is [var argument])
            Add(CodeFormats.Value(file, argument), isCertain: isRemote);
    }

    private void Add(CodeValue? value, bool isCertain)
    {
        if (value is null || !value.Resolved.AsSpan().ContainsAnyExcept(ImageUse.Unknown))
            return;
        if (isCertain)
            CodeImages.Add(context, value, kind);
        else
            CodeImages.AddCertain(context, value, kind);
    }

    private string? NameAt(int i) => i >= 0 && i < file.Tokens.Count && file.Tokens[i].Text is { Holes.Count: 0 } text ? text.Value : file.Word(i);

    /// <summary>Where the value of a property starts, or <c>null</c> where the name is none.</summary>
    private int? ValueStart(int i)
    {
        // What stands behind a question mark is chosen, and not named.
        if (file.IsMark(i - 1, '?') || file.IsMark(i - 1, '.'))
            return null;
        if (file.Language == CodeLanguage.Jsonnet)
            return file.FieldValue(i);
        if (file.IsMark(i + 1, ':'))
            return i + 2;

        var equals = file.IsMark(i + 1, ']') && file.Tokens[i].Text is not null ? i + 2 : i + 1;
        var hasEquals = file.Language is CodeLanguage.CSharp or CodeLanguage.Python or CodeLanguage.Kotlin;
        return hasEquals && file.IsMark(equals, '=') && !file.IsMark(equals + 1, '=') && !file.IsMark(equals + 1, '>') ? equals + 1 : null;
    }

    private bool IsContainer(int bracket) =>
        Label(bracket)?.Contains("container", StringComparison.OrdinalIgnoreCase) == true && file.Word(bracket - 2) is not ("class" or "struct" or "interface");

    /// <summary>Whether the name is that of an image of a registry, which Docker is to pull.</summary>
    private bool IsRemote(int i, Stack<int> open)
    {
        // RemoteImageArgs.builder().name(
        if (file.Language is CodeLanguage.Java && file.IsMark(i - 1, '.') && file.IsWord(i - 4, "builder"))
            return file.Word(i - 6)?.StartsWith(Remote, StringComparison.Ordinal) == true;

        return open.Select(Label).Take(2).FirstOrDefault(label => label is not null)?.Contains(Remote, StringComparison.Ordinal) == true;
    }

    /// <summary>What stands before a bracket: what is called or made, or the property whose value starts there.</summary>
    private string? Label(int bracket)
    {
        var before = bracket - 1;
        while (file.IsMark(before, ':') || file.IsMark(before, '=') || file.IsMark(before, '+'))
            before--;
        return before < bracket - 1 ? NameAt(before) : file.Word(before);
    }
}
