update workspace set demo = true;
