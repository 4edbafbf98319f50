using System.CommandLine;
using Plimsoll.Oci;
using Plimsoll.Publishing.Receipts;

namespace Plimsoll.Cli.Options;

/// <summary>Whether the receipt is attached to its image: what these say, else <c>receipts:</c> of <c>plimsoll.yml</c>.</summary>
internal sealed class AttachOptions
{
    private readonly Option<bool> _attach = new("--attach") { Description = "Also attach the receipt to the image, so that any client of the registry can read it [default: only when the tag of an environment moves]" };
    private readonly Option<bool> _noAttach = new("--no-attach") { Description = "Do not attach the receipt; 'rollback --to previous' then requires the receipt file" };

    public IReadOnlyList<Option> All => [_attach, _noAttach];

    /// <returns><c>null</c> where nothing is said.</returns>
    /// <exception cref="PlimsollException">Both are given (exit code 2).</exception>
    public AttachReceipts? Parse(CommandSession session) => (session.Has(_attach), session.Has(_noAttach)) switch
    {
        (true, true) => throw PlimsollException.Usage("--attach and --no-attach cannot be combined."),
        (true, _) => AttachReceipts.Always,
        (_, true) => AttachReceipts.Never,
        _ => null,
    };
}
