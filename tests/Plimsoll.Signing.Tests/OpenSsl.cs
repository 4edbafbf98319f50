using System.Diagnostics;
using System.Text;

namespace Plimsoll.Signing.Tests;

/// <summary>The <c>openssl</c> command: makes keys, and judges signatures independently of .NET.</summary>
internal static class OpenSsl
{
    /// <summary>Runs it.</summary>
    /// <param name="folder">The folder that file names are in.</param>
    /// <param name="arguments">The arguments, separated by spaces.</param>
    /// <returns>What it printed.</returns>
    public static string Run(string folder, string arguments)
    {
        var (exitCode, output) = TryRun(folder, arguments);
        return exitCode == 0 ? output : throw new InvalidOperationException($"openssl {arguments} exited with {exitCode}.");
    }

    /// <summary>Makes a private key in PKCS #8 and its public key beside it.</summary>
    public static void CreateKey(string folder, string name = "key", string curve = "prime256v1")
    {
        Run(folder, $"genpkey -algorithm EC -pkeyopt ec_paramgen_curve:{curve} -out {name}.pem");
        Run(folder, $"pkey -in {name}.pem -pubout -out {name}.pub");
    }

    /// <summary>Whether a signature over data is by a key, as <c>openssl</c> says.</summary>
    public static bool Verifies(string folder, string publicKey, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        File.WriteAllBytes(Path.Combine(folder, "data.bin"), data);
        File.WriteAllBytes(Path.Combine(folder, "sig.bin"), signature);
        return TryRun(folder, $"dgst -sha256 -verify {publicKey} -signature sig.bin data.bin") is (0, var said) && said.Trim() == "Verified OK";
    }

    /// <inheritdoc cref="Verifies(string, string, ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public static bool Verifies(string folder, string publicKey, string data, byte[] signature) => Verifies(folder, publicKey, Encoding.UTF8.GetBytes(data), signature);

    private static (int ExitCode, string Output) TryRun(string folder, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
