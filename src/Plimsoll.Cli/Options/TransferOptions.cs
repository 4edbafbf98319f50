using System.CommandLine;
using Plimsoll.Oci.Storage;

namespace Plimsoll.Cli.Options;

/// <summary>What goes with an image: the options of the verbs that bring one from place to place.</summary>
internal sealed class TransferOptions
{
    private readonly Option<bool> _noReferrers = new("--no-referrers") { Description = "Do not copy the image's signatures, SBOMs and attestations" };
    private readonly Option<bool> _foreignLayers = new("--foreign-layers") { Description = "Also copy foreign layers, from their URLs if the source does not contain them [default: skip them]" };

    public void AddTo(Command command)
    {
        command.Add(_noReferrers);
        command.Add(_foreignLayers);
    }

    public CopyOptions Parse(ParseResult parsed) => new() { Referrers = !parsed.GetValue(_noReferrers), IncludeForeignLayers = parsed.GetValue(_foreignLayers) };
}
