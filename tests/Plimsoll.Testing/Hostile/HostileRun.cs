using System.Globalization;
using System.Text;
using CsCheck;
using Plimsoll.Oci;

namespace Plimsoll.Testing.Hostile;

/// <summary>
/// Puts many hostile inputs to a reader and sees to it that it takes each or refuses it in its own words: with an exception of ours,
/// whose message has no control character and no .NET type, in bounded time and memory.
/// </summary>
/// <remarks>
/// Each test has its own, small number of inputs, which are the same in every run: what nobody has found yet must not stop somebody
/// who changed something else. With <c>PLIMSOLL_TEST_HOSTILE=100000</c> each gets that many others; with CsCheck's own
/// <c>CsCheck_Seed</c> they begin with a certain one.
/// </remarks>
public static class HostileRun
{
    /// <summary>How long one input may take: far longer than any does, so that only what hangs reaches it.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(10);

    private const ulong Seed = 20260519;

    /// <summary>How much a reader may allocate for each byte: some copies, a tree of nodes, and the text of a message.</summary>
    private const int BytesForEach = 64;

    /// <summary>No message is longer, however long what it speaks of.</summary>
    private const int LongestText = 8000;

    private static readonly string[] Internals = ["System.", "Plimsoll.Oci.", "Plimsoll.Tags.", "Plimsoll.Git.", "Plimsoll.Policy.", "Plimsoll.Publishing.", "Exception", "YamlDotNet", "LibGit2", "Newtonsoft", "Object reference", "   at "];

    /// <summary>The number of inputs for each test, where one is told.</summary>
    public static int? Iterations { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("PLIMSOLL_TEST_HOSTILE"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>Tries inputs until one breaks the reader, and then makes that one as small as it can.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="iterations">How many.</param>
    /// <param name="read">The reader.</param>
    /// <param name="maximumBytes">How much it may allocate for an empty input; for each byte of it some more; or <c>null</c> where that depends on more than the thread that calls it.</param>
    /// <param name="names">What a message of a refusal must name, one of several where a bar is between them; or <c>null</c>.</param>
    public static void SampleHostile<T>(this Gen<T> inputs, int iterations, Action<T> read, long? maximumBytes = null, string? names = null) =>
        Sample(inputs, iterations, input =>
        {
            // Nothing else tells which input it is that a reader does not come back from.
            using var deadline = new Timer(_ => Environment.FailFast($"It hangs: {Print(input)}"), null, Deadline, Timeout.InfiniteTimeSpan);
            Try(() => read(input), maximumBytes + (BytesForEach * LengthOf(input)), names);
        });

    /// <summary>The same for a reader that does not read at once.</summary>
    public static void SampleHostile<T>(this Gen<T> inputs, int iterations, Func<T, CancellationToken, Task> read, string? names = null) =>
        Sample(inputs, iterations, input => Try(
            () =>
            {
                using var deadline = new CancellationTokenSource(Deadline);
                read(input, deadline.Token).WaitAsync(Deadline).GetAwaiter().GetResult();
            },
            null,
            names));

    /// <summary>Puts one input to a reader.</summary>
    public static void Try(Action read, long? maximumBytes = null, string? names = null)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read();
        }
        catch (Exception exception) when (IsRefusal(exception))
        {
            CheckRefusal(exception, names);
        }

        if (maximumBytes is { } maximum && GC.GetAllocatedBytesForCurrentThread() - before is var allocated && allocated > maximum)
            throw new InvalidOperationException($"{allocated} bytes were allocated, more than {maximum}.");
    }

    private static void Sample<T>(Gen<T> inputs, int iterations, Action<T> read)
    {
        if (Iterations is { } many)
        {
            inputs.Sample(read, iter: many, threads: 1, print: Print);
            return;
        }

        var chance = new PCG(1, Seed);
        for (var number = 0; number < iterations; number++)
        {
            var input = inputs.Generate(chance, null, out _);
            try
            {
                read(input);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Input {number}: {Print(input)}", exception);
            }
        }
    }

    /// <summary>Whether the command prints such an exception as an error of the input.</summary>
    private static bool IsRefusal(Exception exception) =>
        exception is PlimsollException { Kind: not ErrorKind.Cancelled } || exception.GetType().Name == "BuildException";

    private static void CheckRefusal(Exception exception, string? names)
    {
        CheckText(exception.Message);
        CheckText((exception as PlimsollException)?.Advice ?? "");
        if (names is not null && !names.Split('|').Any(name => exception.Message.Contains(name, StringComparison.Ordinal)))
            throw new InvalidOperationException($"The message does not name '{names}': {exception.Message}");
    }

    /// <summary>What may be printed: no terminal is steered by it, and no reader has to know .NET.</summary>
    public static void CheckText(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if ((char.IsControl(text[i]) && text[i] is not '\n') || CharUnicodeInfo.GetUnicodeCategory(text[i]) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator || IsDirection(text[i]) || (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i) && (i == 0 || !char.IsSurrogatePair(text, i - 1))))
                throw new InvalidOperationException($"The message has the character U+{(int)text[i]:X4} at {i}: {text}");

        if (Internals.FirstOrDefault(name => text.Contains(name, StringComparison.Ordinal)) is { } found)
            throw new InvalidOperationException($"The message has '{found}': {text}");
        if (text.Length > LongestText)
            throw new InvalidOperationException($"The message has {text.Length} characters.");
    }

    private static long LengthOf(object? input) => input switch
    {
        byte[] bytes => bytes.Length,
        string text => text.Length,
        System.Runtime.CompilerServices.ITuple tuple => Enumerable.Range(0, tuple.Length).Sum(index => LengthOf(tuple[index])),
        _ => 0,
    };

    /// <summary>What changes the order in which characters are shown, or is not seen at the beginning.</summary>
    private static bool IsDirection(char c) => c is '\u200E' or '\u200F' or '\u061C' or '\uFEFF' || c is >= '\u202A' and <= '\u202E' || c is >= '\u2066' and <= '\u2069';

    private static string Print<T>(T input) => input switch
    {
        byte[] bytes => $"{Shorten(Escape(Encoding.Latin1.GetString(bytes)))} = {Shorten(Convert.ToBase64String(bytes))}",
        string text => Shorten(Escape(text)),
        System.Runtime.CompilerServices.ITuple tuple => string.Join(" | ", Enumerable.Range(0, tuple.Length).Select(index => Print(tuple[index]))),
        System.Collections.IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(Print))}]",
        _ => Shorten(Escape($"{input}")),
    };

    private static string Shorten(string text) => text.Length > 3000 ? $"{text[..3000]}… ({text.Length})" : text;

    private static string Escape(string text) => string.Concat(text.Select(c => c is >= ' ' and < '\u007f' ? c.ToString() : $"\\u{(int)c:x4}"));
}
