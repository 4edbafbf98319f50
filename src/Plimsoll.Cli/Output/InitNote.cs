using Plimsoll.Publishing.Initialization.Drafts;

namespace Plimsoll.Cli.Output;

/// <summary>What <c>plimsoll init</c> found: the place, and what it is or why it was not converted.</summary>
internal sealed record InitNote(string File, long? Line, string Text)
{
    public static InitNote Create(InitializationNote note) => new(note.File, note.Line, note.Text);
}
