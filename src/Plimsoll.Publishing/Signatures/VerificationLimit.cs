using Plimsoll.Oci;
using Plimsoll.Oci.Images;

namespace Plimsoll.Publishing.Signatures;

/// <summary>Counts what is verified of one image: anybody who may push can attach any number of signatures.</summary>
/// <param name="image">The image.</param>
internal sealed class VerificationLimit(Digest image)
{
    /// <summary>More signatures and statements than anybody attaches to one image; each costs requests, and a statement may have megabytes.</summary>
    private const int MostVerified = 100;

    private int _verified;

    /// <summary>Counts one more.</summary>
    /// <exception cref="PlimsollException">There are more than are read (exit code 3).</exception>
    public void Add()
    {
        if (++_verified > MostVerified)
            throw new PlimsollException(
                ErrorKind.Policy,
                $"More than {MostVerified} signatures and signed statements are attached to {image}, and the others were not read.",
                "Delete those that are not needed; 'plimsoll inspect' with the setting 'referrers' lists them.");
    }
}
