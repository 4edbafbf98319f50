using Plimsoll.Cli;
using Plimsoll.Oci;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;

StandardOutput.Reserve();
try
{
    return await new PlimsollCommand(CommandHost.ForProcess()).RunAsync(args, CancellationToken.None);
}
catch (PlimsollException exception)
{
    // There is no world to run in.
    if (StandardOutput.HasError)
        Console.Error.WriteLine($"error: {exception.Message}\n{exception.Advice}");
    return (int)ExitCodes.FromException(exception);
}
