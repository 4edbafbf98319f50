using System.Security.Cryptography;
using Plimsoll.Signing.Keys;

namespace Plimsoll.Signing.Tests;

/// <summary>Keys that are made once for all tests.</summary>
internal static class TestKeys
{
    public static ISigner Signer { get; } = Create(ECCurve.NamedCurves.nistP256);

    public static ISigner Other { get; } = Create(ECCurve.NamedCurves.nistP256);

    public static PrivateKeySigner Create(ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        return PrivateKeySigner.Parse(key.ExportPkcs8PrivateKeyPem(), () => null, "the test's key");
    }
}
