using System.Text;
using Plimsoll.Signing.Documents;
using Plimsoll.Signing.Keyless.TrustRoots;

namespace Plimsoll.Signing.Keyless.Logs;

/// <summary>A text with lines of signatures after it (C2SP, signed-note).</summary>
/// <param name="Text">What is signed, to the line break at its end.</param>
/// <param name="Signatures">The signatures; whose they are, only a key tells.</param>
internal sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>More characters than a checkpoint with all of its witnesses has.</summary>
    private const int MostCharacters = 64 * 1024;

    private const int MostSignatures = 100;

    private const string Prefix = "\u2014 ";

    /// <summary>Reads it.</summary>
    /// <returns><c>null</c> where it is none.</returns>
    public static SignedNote? TryParse(string note)
    {
        if (note.Length > MostCharacters || !note.EndsWith('\n') || note.LastIndexOf("\n\n", StringComparison.Ordinal) is not (> 0 and var blank))
            return null;

        var signatures = new List<NoteSignature>();
        foreach (var line in note[(blank + 2)..^1].Split('\n'))
        {
            if (!line.StartsWith(Prefix, StringComparison.Ordinal) || signatures.Count == MostSignatures)
                return null;
            if (line[Prefix.Length..].Split(' ') is not [{ Length: > 0 } name, var text] || !Base64Text.TryDecode(text, out var bytes) || bytes.Length <= NoteSignature.HintLength)
                return null;
            signatures.Add(new NoteSignature(name, bytes.AsMemory(0, NoteSignature.HintLength), bytes.AsMemory(NoteSignature.HintLength)));
        }

        return new SignedNote(note[..(blank + 1)], signatures);
    }

    /// <summary>The signature by a key; <c>null</c> where there is none.</summary>
    public NoteSignature? FindSignature(LogKey key)
    {
        var signed = Encoding.UTF8.GetBytes(Text);
        return Signatures.FirstOrDefault(signature => key.GetNoteId(signature.Name).AsSpan().StartsWith(signature.Hint.Span) && key.Verifies(signed, signature.Bytes));
    }
}
