namespace Plimsoll.Policy.Scanners.SourceCode;

/// <summary>
/// Builders of Testcontainers in C# files that do not import it, as the whole project does: known by their names,
/// <c>new PostgreSqlBuilder().WithImage("…")</c>. What somebody else's call of that name is given is told, and not judged.
/// </summary>
internal sealed class TestcontainersBuilders(CodeFile file, ScanContext context)
{
    private const string Builder = "Builder";
    private const int MaximumCalls = 100;

    /// <summary>Adds the images.</summary>
    public void Scan()
    {
        for (var i = 0; i < file.Tokens.Count; i++)
        {
            if (file.CallOf(i) is not { } open || file.Arguments(open) is not [var argument])
                continue;
            if (file.IsWord(i, "WithImage") && file.IsMark(i - 1, '.'))
                Image(i, argument);
            else if (IsNew(i) && Module(file.Word(i)!) && file.Value(argument) is { IsLiteral: true } image && !IsAddress(image.Resolved))
                CodeImages.AddCertain(context, image, FileKinds.Testcontainers);
        }
    }

    private void Image(int i, CodeArgument argument)
    {
        if (file.Value(argument) is not { } image)
            return;
        if (Made(i - 2) is { } builder && Module(builder))
            CodeImages.Add(context, image, FileKinds.Testcontainers);
        else if (CodeImages.IsCertain(image) && !context.IsKnown(image.Range.Start))
            context.UnreadAt ??= image.Range.Start;
    }

    /// <summary>What the chain of calls that ends here has made first, or <c>null</c>.</summary>
    private string? Made(int close)
    {
        for (var calls = 0; calls < MaximumCalls && file.IsMark(close, ')') && file.Partner(close) is var open && open < close && file.Word(open - 1) is { } name; calls++)
        {
            if (IsNew(open - 1))
                return name;
            if (!file.IsMark(open - 2, '.'))
                return null;
            close = open - 3;
        }

        return null;
    }

    private bool IsNew(int i)
    {
        if (file.Word(i) is null)
            return false;
        while (file.IsMark(i - 1, '.') && file.Word(i - 2) is not null)
            i -= 2;
        return file.IsWord(i - 1, "new");
    }

    private static bool Module(string builder) =>
        builder.EndsWith(Builder, StringComparison.Ordinal) && builder[..^Builder.Length] is var module && (module == "Container" || TestcontainersImages.IsModule(module));

    /// <summary>Whether a text is rather a host with a port: <c>redis:6379</c>.</summary>
    private static bool IsAddress(string text) =>
        text.AsSpan(text.LastIndexOf(':') + 1) is { Length: >= 4 } port && !port.ContainsAnyExceptInRange('0', '9');
}
