using System.CommandLine;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Cli.Options;

/// <summary>What goes with an image: the options of the verbs that bring one from place to place.</summary>
internal sealed class TransferOptions
{
    private readonly Option<bool> _noReferrers = new("--no-referrers") { Description = "Do not copy the image's signatures, SBOMs and attestations" };
    private readonly Option<bool> _foreignLayers = new("--foreign-layers") { Description = "Copy foreign layers too, from their URLs where the source lacks them [default: leave them out]" };

    public void AddTo(Command command)
    {
        command.Add(_noReferrers);
        command.Add(_foreignLayers);
    }

    public CopyOptions Parse(ParseResult parsed) => new() { Referrers = !parsed.GetValue(_noReferrers), IncludeForeignLayers = parsed.GetValue(_foreignLayers) };
}
