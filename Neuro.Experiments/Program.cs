using Neuro.Experiments.Command;

return ConsoleProcess.Run(args);
