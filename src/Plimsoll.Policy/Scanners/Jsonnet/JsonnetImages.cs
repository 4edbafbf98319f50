using Plimsoll.Policy.Scanners.SourceCode;

namespace Plimsoll.Policy.Scanners.Jsonnet;

/// <summary>
/// Images that the libraries of Jsonnet name in their own ways: every text of <c>_images</c>, the second argument of
/// <c>container.new</c>, that of <c>withImage</c>, and those that a condition chooses from.
/// </summary>
internal sealed class JsonnetImages(CodeFile file, ScanContext context)
{
    private const string Images = "_images";

    // Tokens of a condition with its choices.
    private const int MaximumTokens = 200;

    /// <summary>Adds the images.</summary>
    public void Scan()
    {
        for (var i = 0; i < file.Tokens.Count; i++)
        {
            if (file.IsWord(i, Images) && file.FieldValue(i) is { } value && file.IsMark(value, '{'))
                Fields(value);
            else if (file.IsWord(i, "image") && file.FieldValue(i) is { } start && file.IsWord(start, "if"))
                Chosen(start);
            else if (file.IsMark(i - 1, '.') && file.CallOf(i) is { } open)
                Call(i, file.Arguments(open));
        }
    }

    private void Fields(int open)
    {
        var close = file.Partner(open);
        for (var i = open + 1; i < close; i++)
        {
            if (file.IsOpen(i))
                i = Math.Min(file.Partner(i), close);
            else if (file.FieldValue(i) is { } value)
                Add(CodeFormats.ValueAt(file, value));
        }
    }

    private void Call(int i, List<CodeArgument> arguments)
    {
        if (file.IsWord(i, "withImage") && arguments.Count == 1)
            Add(CodeFormats.Value(file, arguments[0]));
        else if (file.IsWord(i, "new") && file.Word(i - 2)?.Contains("container", StringComparison.OrdinalIgnoreCase) == true)
            Add(CodeFormats.Value(file, CodeFile.Find(arguments, "image", 1)));
    }

    /// <summary>The texts behind <c>then</c> and <c>else</c>, up to the end of the field.</summary>
    private void Chosen(int start)
    {
        for (var i = start; i < Math.Min(file.Tokens.Count, start + MaximumTokens) && !file.IsMark(i, ',') && !file.IsClose(i); i++)
        {
            if (file.IsOpen(i))
                i = file.Partner(i);
            else if (file.IsWord(i, "then") || file.IsWord(i, "else"))
                Chosen(new CodeArgument(null, i + 1, i + 2));
        }
    }

    private void Chosen(CodeArgument text) => CodeImages.AddCertain(context, file.Value(text), FileKinds.Jsonnet);

    // What another field or file says is judged there.
    private void Add(CodeValue? value)
    {
        if (value?.Resolved.AsSpan().ContainsAnyExcept(ImageUse.Unknown) == true)
            CodeImages.Add(context, value, FileKinds.Jsonnet);
    }
}
