using System.ComponentModel;
using System.Diagnostics;
using Neuro.Experiments.Command;

namespace Neuro.Tests.Experiments.Traces;

/// <summary>Runs commands as processes of their own.</summary>
internal static class Shell
{
    /// <summary>How the neuro command is called as a process.</summary>
    public static string Neuro => $"dotnet '{typeof(NeuroCommand).Assembly.Location}'";

    /// <summary>Runs a line of the shell; its exit code, or -1 where there is no such thing.</summary>
    public static int Run(string line) => Run(line, out _);

    /// <summary>Runs a line of the shell.</summary>
    /// <param name="line">The line.</param>
    /// <param name="output">What it said, on both streams.</param>
    public static int Run(string line, out string output)
    {
        try
        {
            using var process = Start($"( {line} ) 2>&1");
            output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (Win32Exception e)
        {
            output = e.Message;
            return -1;
        }
    }

    /// <summary>Starts a line of the shell, whose output is to be read.</summary>
    public static Process Start(string line) => Process.Start(new ProcessStartInfo("/bin/sh", ["-c", line]) { RedirectStandardOutput = true, UseShellExecute = false })!;
}
